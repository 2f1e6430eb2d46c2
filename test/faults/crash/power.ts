import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Disks whose power can be cut: what was not synced to them is gone then. */
export interface Power {
  /** Nobody may use the disks meanwhile. */
  cut(): void
  end(): void
}

const BYTES = 32 * 1024 * 1024
/** As little as a file system may promise: names and contents come to the disk in any order, and none without being asked to. */
const OPTIONS = 'loop,data=writeback,noauto_da_alloc,commit=3600'

/** Puts a disk of its own below each folder; null where this process may not mount any. */
export function disksBelow(folders: readonly string[], images: string): Power | null {
  mkdirSync(images, { recursive: true })
  const disks = folders.map((folder, nth) => ({ folder, image: join(images, `disk-${nth}`) }))
  const on: string[] = []
  const end = (): void => {
    for (const folder of on.splice(0)) execFileSync('umount', [folder])
  }
  const begin = (): void => {
    for (const { folder, image } of disks) {
      execFileSync('mount', ['-o', OPTIONS, image, folder], { stdio: 'pipe' })
      on.push(folder)
    }
  }
  try {
    for (const { folder, image } of disks) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(image, '')
      truncateSync(image, BYTES)
      execFileSync('mkfs.ext4', ['-q', '-F', image], { stdio: 'pipe' })
    }
    begin()
  } catch {
    end()
    return null
  }
  for (const { folder } of disks) rmSync(join(folder, 'lost+found'), { recursive: true })
  // That they are empty has to last, too.
  execFileSync('sync', ['-f', ...folders])
  return {
    cut() {
      for (const { image } of disks) copyUndisturbed(image, `${image}-cut`)
      end()
      for (const { image } of disks) renameSync(`${image}-cut`, image)
      begin()
    },
    end,
  }
}

/** What a disk holds at one moment: the system may be writing to it. */
function copyUndisturbed(image: string, copy: string): void {
  for (;;) {
    const { mtimeMs } = statSync(image)
    copyFileSync(image, copy)
    if (statSync(image).mtimeMs === mtimeMs) return
  }
}
