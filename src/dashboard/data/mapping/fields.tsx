import type { ComponentChildren } from 'preact'

/** A labelled select. */
export function Choose(props: {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChange: (value: string) => void
}) {
  return (
    <label>
      <span>{props.label}</span>
      <select name={props.name} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A labelled line of text, taken over when the field is left. */
export function Text(props: {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly type?: 'text' | 'date'
  readonly list?: string
  readonly required?: boolean
  readonly onChange: (value: string) => void
}) {
  return (
    <label>
      <span>{props.label}</span>
      <input
        type={props.type ?? 'text'}
        name={props.name}
        value={props.value}
        list={props.list}
        required={props.required}
        autocomplete="off"
        onChange={(event) => props.onChange(event.currentTarget.value.trim())}
      />
    </label>
  )
}

export function Tick(props: {
  readonly name: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ComponentChildren
}) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        name={props.name}
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.children}
    </label>
  )
}
