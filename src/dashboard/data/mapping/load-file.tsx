import { WithKey } from '../../parts/api-key.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useView, ViewLink } from '../view.ts'
import { ChooseFile } from './choose-file.tsx'
import { Desk } from './desk.tsx'

/** A file nobody has seen, from its bytes to figures in the store, without touching code. */
export function LoadFile() {
  const { words, address } = useView()
  return (
    <Frame
      title={`${words.t('load.title')} – Nhân lực`}
      heading={words.t('load.title')}
      class="data-view load-view"
      busy={false}
      footer={words.t('footer.text')}
    >
      <p class="lead">
        {words.t('load.lead')} <ViewLink to={{ lang: address.lang }}>{words.t('load.back')}</ViewLink>
      </p>
      <WithKey>
        {(key, refused) => (
          <>
            <ChooseFile apiKey={key} onRefused={refused} />
            {address.file !== undefined && <Desk key={address.file} apiKey={key} file={address.file} />}
          </>
        )}
      </WithKey>
    </Frame>
  )
}
