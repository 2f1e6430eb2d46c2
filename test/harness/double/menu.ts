import type { MenuItemConstructorOptions } from 'electron'
import { strict } from './strict.ts'

export interface MenuItem {
  readonly label: string
  readonly type: string
  readonly enabled: boolean
  readonly visible: boolean
  readonly checked: boolean
  readonly submenu: Menu | null
  click(): void
}

/** A menu as a tree of items. */
export class Menu {
  readonly items: readonly MenuItem[]

  constructor(items: readonly MenuItem[] = []) {
    this.items = items
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return strict('Menu', new Menu(template.map(item)))
  }

  static setApplicationMenu(_menu: Menu | null): void {}
}

function item(options: MenuItemConstructorOptions): MenuItem {
  const { label, role, type, submenu, enabled = true, visible = true, checked = false } = options
  if (label === undefined && role === undefined && type !== 'separator') {
    throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
  }
  return strict('MenuItem', {
    label: label ?? role ?? '',
    type: type ?? (submenu ? 'submenu' : 'normal'),
    enabled,
    visible,
    checked,
    submenu: Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : null,
    click: () => options.click?.(null as never, undefined, {} as never),
  })
}
