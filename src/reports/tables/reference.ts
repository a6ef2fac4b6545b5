import type { Area, AssumptionItem, Lens, Sector, Source } from '../../contracts/reference.ts'
import type { Release } from '../../contracts/releases.ts'
import { number, type Table, text } from '../table.ts'

export const areaTable: Table<Area> = {
  name: 'areas',
  title: { vi: 'Địa bàn', en: 'Areas' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id),
    text('kind', 'Loại', 'Kind', (r) => r.kind),
    text('gso_code', 'Mã thống kê', 'GSO code', (r) => r.gsoCode),
    text('name', 'Tên', 'Name', (r, lang) => r.name[lang], 34),
    text('parent', 'Thuộc', 'Parent', (r) => r.parent),
    text('valid_from', 'Từ ngày', 'Valid from', (r) => r.validFrom),
    text('valid_to', 'Đến ngày', 'Valid to', (r) => r.validTo),
    text('predecessors', 'Tiền thân', 'Predecessors', (r) => r.predecessors.map((p) => p.area).join(' '), 34),
    text('has_gaps', 'Có chênh lệch cung cầu', 'Has gaps', (r) => r.hasGaps, 12),
    text(
      'unavailable_reason',
      'Lý do chưa có',
      'Why there are none',
      (r, lang) => r.unavailableReason?.[lang] ?? null,
      60,
    ),
  ],
}

export const sectorTable: Table<Sector> = {
  name: 'sectors',
  title: { vi: 'Ngành kinh tế', en: 'Sectors' },
  columns: [
    text('scheme', 'Hệ thống ngành', 'Scheme', (r) => r.scheme),
    text('code', 'Mã', 'Code', (r) => r.code),
    text('id', 'Mã đầy đủ', 'Id', (r) => r.id),
    number('level', 'Cấp', 'Level', 'count', (r) => r.level),
    text('parent', 'Thuộc', 'Parent', (r) => r.parent),
    text('name', 'Tên', 'Name', (r, lang) => r.name[lang], 60),
    text('name_status', 'Tình trạng tên', 'Status of the name', (r) => r.nameStatus),
  ],
}

/** A lens and one of its members. */
export interface LensMember {
  readonly lens: Lens
  readonly member: Lens['members'][number]
}
export const lensMembers = (lenses: readonly Lens[]): LensMember[] =>
  lenses.flatMap((lens) => lens.members.map((member) => ({ lens, member })))

export const lensTable: Table<LensMember> = {
  name: 'lenses',
  title: { vi: 'Nhóm ngành tăng trưởng', en: 'Growth-sector lenses' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.lens.id),
    text('version', 'Phiên bản', 'Version', (r) => r.lens.version),
    text('name', 'Tên', 'Name', (r, lang) => r.lens.name[lang], 34),
    text('sector', 'Ngành', 'Sector', (r) => r.member.sector),
    text('divisions', 'Phân ngành', 'Divisions', (r) => r.member.divisions, 24),
    number('weight', 'Tỷ trọng', 'Weight', 'share', (r) => r.member.weight),
    text('status', 'Cơ sở', 'Basis', (r) => r.member.status),
    text('additive', 'Cộng được', 'Additive', (r) => r.lens.additive),
    text('note', 'Ghi chú', 'Note', (r, lang) => r.lens.note[lang], 60),
  ],
}

export const assumptionTable: Table<AssumptionItem> = {
  name: 'assumptions',
  title: { vi: 'Các giả định', en: 'Assumptions' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 30),
    text('kind', 'Loại', 'Kind', (r) => r.kind, 24),
    text('area', 'Địa bàn', 'Area', (r) => r.area),
    text('industry', 'Ngành', 'Industry', (r) => r.industry),
    text('occupation', 'Nghề', 'Occupation', (r) => r.occupation, 16),
    number('value', 'Giá trị', 'Value', 'decimal', (r) => r.value),
    number('low', 'Thấp', 'Low', 'decimal', (r) => r.low),
    number('high', 'Cao', 'High', 'decimal', (r) => r.high),
    text('unit', 'Đơn vị', 'Unit', (r, lang) => r.unit[lang], 34),
    text('status', 'Tình trạng', 'Status', (r) => r.status, 12),
    text('basis', 'Cơ sở', 'Basis', (r, lang) => r.basis[lang], 80),
  ],
}

export const sourceTable: Table<Source> = {
  name: 'sources',
  title: { vi: 'Nguồn số liệu', en: 'Sources' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 18),
    text('name', 'Tên', 'Name', (r, lang) => r.name[lang], 44),
    text('publisher', 'Cơ quan', 'Publisher', (r) => r.publisher, 34),
    text('url', 'Địa chỉ', 'Address', (r) => r.url, 44),
    text('licence', 'Giấy phép', 'Licence', (r) => r.licence, 24),
    text('citation', 'Trích dẫn', 'Citation', (r) => r.citation, 60),
    text('last_vintage', 'Công bố gần nhất', 'Last publication', (r) => r.lastVintage),
    number('observations', 'Số liệu', 'Observations', 'count', (r) => r.observations),
    text('files', 'Tệp', 'Files', (r) => r.ingests.map((i) => i.file).join(' '), 44),
  ],
}

export const releaseTable: Table<Release> = {
  name: 'releases',
  title: { vi: 'Các phiên bản công bố', en: 'Releases' },
  columns: [
    text('id', 'Mã', 'Id', (r) => r.id, 24),
    text('created_at', 'Lúc', 'Created', (r) => r.createdAt, 26),
    text('is_current', 'Hiện hành', 'Current', (r) => r.isCurrent),
    text('as_of', 'Số liệu tính đến ngày', 'Data as known on', (r) => r.manifest.asOf),
    number('base_year', 'Năm gốc', 'Base year', 'text', (r) => r.manifest.baseYear),
    number('last_year', 'Năm cuối', 'Last year', 'text', (r) => r.manifest.lastYear),
    text('run', 'Lần chạy', 'Run', (r) => r.manifest.runId, 24),
    text('code_version', 'Phiên bản mã', 'Code version', (r) => r.manifest.codeVersion),
    number('seed', 'Hạt giống', 'Seed', 'text', (r) => r.manifest.seed),
    number('draws', 'Số lần mô phỏng', 'Draws', 'count', (r) => r.manifest.draws),
    number('figures', 'Số chênh lệch', 'Figures', 'count', (r) => r.figures),
  ],
}
