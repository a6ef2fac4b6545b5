/**
 * What SDMX messages without their data structure leave open: which components are attributes. Ids of the SDMX cross-domain
 * concepts and of the structures of ILO, IMF, OECD, Eurostat and ECB that are never dimensions there.
 */
const ATTRIBUTES = new Set(
  `ACTION ADJUST_DETAIL ANNOTATION AVAILABILITY BASE_PER BASE_PERIOD BEST_SOURCE BREAKS COLLECTION COLLECTION_DETAIL COLL_METHOD
  COMMENT COMMENTS COMMENT_DSET COMMENT_OBS COMMENT_TS COMPILATION COMPILING_ORG CONF_STATUS CONF_STATUS_OBS CONTACT COVERAGE
  CURRENCY_CONVERSION DATA_COMP DECIMALS DISS_ORG DOM_SER_IDS EMBARGO_DATE EMBARGO_TIME FOOTNOTE LAST_UPDATE LOWER_BOUND METHODOLOGY
  NAT_TITLE NATURE NOTE OBS_COM OBS_CONF OBS_EDP_WBB OBS_FLAG OBS_PRE_BREAK OBS_STATUS PREF_SCALE PRE_BREAK_VALUE PUBL_ECB PUBL_MU
  PUBL_PUBLIC REF_PERIOD_DETAIL REPORTING_PERIOD SERIES_COMMENT SOURCE SOURCE_AGENCY SOURCE_PUB STRUCTURE STRUCTURE_ID
  TIME_COLLECT TIME_FORMAT TIME_PER_COLLECT TITLE TITLE_COMPL UNIT_INDEX_BASE UNIT_MEASURE_TYPE UNIT_MULT UPDATED UPPER_BOUND
  VALID_FROM VALID_TO`.split(/\s+/),
)
const ATTRIBUTE_FORM =
  /^(OVERLAP|DECIMALS_\w+|\w+_UPDATE(_DATE)?|LAST_\w+|ATTR(IBUTE)?_?\d*|(NOTE|COMMENT|OBS|CONF|FOOTNOTE|ATTR|ATTRIBUTE)_\w+|\w+_(NOTE|COMMENT|FOOTNOTE))$/

/** Whether a component is an attribute wherever it occurs. */
export const isAttributeId = (id: string): boolean =>
  ATTRIBUTES.has(id.replaceAll(' ', '_')) || (ATTRIBUTE_FORM.test(id) && id !== 'OBS_VALUE')

export const TIME = 'TIME_PERIOD'
export const MEASURE = 'OBS_VALUE'

/** Ids of the observation status; its code is a flag of the figure, everything else an attribute. */
export const isStatusId = (id: string): boolean => id === 'OBS_STATUS' || id === 'OBS_FLAG'

/** One letter for an action, as SDMX-CSV writes it: Information, Append, Merge, Replace, Delete. */
export function actionLetter(text: string): string {
  const letter = text.trim().charAt(0).toUpperCase()
  return 'IAMRD'.includes(letter) ? letter : text.trim()
}

/**
 * Text of an entry in several languages: the preferred one, else English, else the first.
 * @param texts  language -> text
 */
export function inLanguage(texts: Readonly<Record<string, string>>, preferred: string | null): string | null {
  const text = (preferred === null ? undefined : texts[preferred]) ?? texts['en'] ?? Object.values(texts)[0]
  return text === undefined ? null : text.normalize('NFC')
}
