/** Before a row is removed: the keys go on from the same button of the row beside it, or from the section. */
export function focusBeside(button: HTMLElement, row: 'li' | 'tr'): void {
  const own = button.closest(row)
  const other = own?.nextElementSibling ?? own?.previousElementSibling
  const next = other?.querySelector<HTMLElement>('.remove') ?? button.closest<HTMLElement>('.section-fields')
  next?.focus()
}
