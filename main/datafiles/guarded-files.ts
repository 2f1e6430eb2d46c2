import type { FileAccess } from './file-access.ts'

/**
 * File access to a share that may hang: one step at a time, and each fails with ETIMEDOUT after `timeoutMs`. While a step
 * that was given up still hangs, every other one fails at once: nothing is started twice, what a late step did is seen by
 * the next one, and a dead share holds one thread of the pool, not all.
 */
export function guardFiles(files: FileAccess, timeoutMs = 30_000): FileAccess {
  let previous: Promise<unknown> = Promise.resolve()
  let hanging = false

  function inTurn<T>(file: string, step: () => Promise<T>): Promise<T> {
    if (hanging) return Promise.reject(timedOut(file))
    let started = false
    let givenUp = false
    const work = previous.then(() => {
      if (givenUp) throw timedOut(file)
      started = true
      return step()
    })
    const settled = work.then(noop, noop)
    previous = settled
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        givenUp = true
        reject(timedOut(file))
        if (!started) return
        hanging = true
        void settled.then(() => {
          hanging = false
        })
      }, timeoutMs)
      void settled.then(() => clearTimeout(timer))
      work.then(resolve, reject)
    })
  }

  const guard =
    <A extends readonly unknown[], T>(step: (file: string, ...rest: A) => Promise<T>) =>
    (file: string, ...rest: A): Promise<T> =>
      inTurn(file, () => step(file, ...rest))

  return {
    tail: guard(files.tail),
    read: guard(files.read),
    readText: guard(files.readText),
    append: guard(files.append),
    cut: guard(files.cut),
    create: guard(files.create),
    replace: guard(files.replace),
    putInPlace: guard(files.putInPlace),
    remove: guard(files.remove),
    makeFolder: guard(files.makeFolder),
    hasFolder: guard(files.hasFolder),
    list: guard(files.list),
    removeEmptyFolder: guard(files.removeEmptyFolder),
  }
}

const noop = (): void => undefined

const timedOut = (path: string): Error =>
  Object.assign(new Error(`${path} does not answer`), { code: 'ETIMEDOUT', syscall: 'access', path })
