import type { Page } from 'playwright-core'
import { launch } from '../../harness/launch.ts'
import type { Finding } from '../proof.ts'

/** What a script in the page could try, if one ever came in; each gives what it should not have got, or null. */
const ESCAPES: Readonly<Record<string, () => unknown>> = {
  'a script in the page': () => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.broken = true'
    document.head.append(script)
    return Reflect.get(globalThis, 'broken') ?? null
  },
  'a script of an attribute': () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src=x onerror="globalThis.broken = true"><svg onload="broken = true">',
    )
    return new Promise((resolve) => setTimeout(() => resolve(Reflect.get(globalThis, 'broken') ?? null), 50))
  },
  // From a timer: what the driver itself runs may do more than the page.
  'text as code': () =>
    new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return 1')())
        } catch {
          resolve(null)
        }
      })
    }),
  'a worker': () =>
    new Promise((resolve) => {
      try {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
        worker.onmessage = () => resolve('it ran')
        worker.onerror = () => resolve(null)
        setTimeout(() => resolve(null), 500)
      } catch {
        resolve(null)
      }
    }),
  'a service worker': () => navigator.serviceWorker?.register('/index.html').then(String, () => null) ?? null,
  fetch: () => fetch('https://site.example/fetch').then(String, () => null),
  'fetch of its own page': () => fetch('/index.html').then(String, () => null),
  'a beacon': () => {
    navigator.sendBeacon('https://site.example/beacon', 'x')
    return null
  },
  'a web socket': () =>
    new Promise((resolve) => {
      try {
        const socket = new WebSocket('wss://site.example/socket')
        socket.onopen = () => resolve('it opened')
        socket.onerror = () => resolve(null)
      } catch {
        resolve(null)
      }
    }),
  'an event stream': () =>
    new Promise((resolve) => {
      const stream = new EventSource('https://site.example/events')
      stream.onopen = () => resolve('it opened')
      stream.onerror = () => resolve(null)
    }),
  'a picture': () =>
    new Promise((resolve) => {
      const picture = new Image()
      picture.onload = () => resolve('it came')
      picture.onerror = () => resolve(null)
      picture.src = 'https://site.example/x.png'
    }),
  'a style sheet': () => {
    document.head.insertAdjacentHTML('beforeend', '<link rel="stylesheet" href="https://site.example/x.css">')
    document.head.insertAdjacentHTML('beforeend', '<style>@import "https://site.example/y.css"</style>')
    return null
  },
  'a frame, an object, a guest': () => {
    const tags = ['iframe', 'frame', 'embed', 'webview', 'portal', 'fencedframe']
    for (const tag of tags) {
      for (const src of ['https://site.example/', 'data:text/html,x', 'file:///etc/passwd', '/index.html']) {
        document.body.append(Object.assign(document.createElement(tag), { src }))
      }
    }
    document.body.insertAdjacentHTML('beforeend', '<object data="https://site.example/"></object>')
    document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc="<script>parent.broken = 1</script>"></iframe>')
    return new Promise((resolve) => setTimeout(() => resolve(Reflect.get(globalThis, 'broken') ?? null), 50))
  },
  'another base': () => {
    document.head.insertAdjacentHTML('beforeend', '<base href="https://site.example/">')
    return document.baseURI.includes('site.example') ? document.baseURI : null
  },
  'a form': () => {
    document.body.insertAdjacentHTML('beforeend', '<form action="https://site.example/" method="post"></form>')
    for (const form of document.forms) form.submit()
    return null
  },
  'a new address': () => {
    for (const url of ['https://site.example/', 'file:///etc/passwd', 'data:text/html,x', '/other.html']) {
      location.assign(url)
      location.replace(url)
    }
    return null
  },
  'a refresh': () => {
    document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=https://site.example/">')
    return null
  },
  'a link': () => {
    for (const target of ['_self', '_blank', '_top', 'x']) {
      const link = Object.assign(document.createElement('a'), { href: 'https://site.example/', target })
      document.body.append(link)
      link.click()
    }
    return null
  },
  'a window': () => {
    for (const url of ['https://site.example/', 'about:blank', '', 'file:///etc/passwd', '/index.html'])
      window.open(url)
    return null
  },
  'a dropped file': () => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['<h1>x</h1>'], 'x.html', { type: 'text/html' }))
    transfer.setData('text/uri-list', 'file:///etc/passwd')
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }
    return null
  },
  'a permission': async () => {
    const names = ['geolocation', 'notifications', 'clipboard-read', 'camera', 'microphone', 'midi']
    const states = names.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => (state === 'granted' ? name : null),
        () => null,
      ),
    )
    return (await Promise.all(states)).find((name) => name !== null) ?? null
  },
  'the camera': () => navigator.mediaDevices?.getUserMedia({ video: true }).then(String, () => null) ?? null,
  'the bridge, changed': () => {
    const bridge = Reflect.get(globalThis, 'seatlog')
    try {
      Object.assign(bridge, { call: () => 'stolen' })
    } catch {
      // frozen
    }
    return Reflect.set(bridge, 'more', 1) || !Object.isFrozen(bridge) ? 'it could be changed' : null
  },
  'the prototypes, changed': async () => {
    Object.assign(Object.prototype, { polluted: 1 })
    const bridge = Reflect.get(globalThis, 'seatlog')
    const answer = await bridge.call('app.info', null)
    Reflect.deleteProperty(Object.prototype, 'polluted')
    return answer.ok === true ? null : answer
  },
}

/** Tries each way from within the window's page, in a real browser. */
export async function tryPage(): Promise<Finding> {
  await using app = await launch({ args: ['--demo'] })
  const page = await app.page()
  const wrong: string[] = []
  const reached: string[] = []
  page.on('websocket', (socket) => reached.push(socket.url()))
  // It is there, other than all else beyond the app: what comes so far was let out. Where the page may go the app is asked.
  await page.route('https://site.example/**', async (route) => {
    if (route.request().isNavigationRequest()) return await route.fallback()
    reached.push(route.request().url())
    await route.fulfill({ status: 200 })
  })
  for (const [name, way] of Object.entries(ESCAPES)) {
    const address = page.url()
    const got: unknown = await page.evaluate(way).catch((error: unknown) => String(error))
    if (got !== null) wrong.push(`${name}: ${JSON.stringify(got)}`)
    await page.waitForTimeout(30)
    if (page.url() !== address) wrong.push(`${name}: the page went to ${page.url()}`)
    if (!(await isOurs(page))) wrong.push(`${name}: the window is no longer answered`)
  }
  await page.waitForTimeout(300)
  if (page.context().pages().length !== 1) wrong.push('another window was opened')
  wrong.push(...reached.map((url) => `${url} was reached`))
  const { opened } = await app.ask('look')
  wrong.push(...opened.map((what) => `the system was asked to open ${what}`))
  return { what: 'way out of the page, in a browser', times: Object.keys(ESCAPES).length, figures: '', wrong }
}

const isOurs = (page: Page): Promise<boolean> =>
  page
    .evaluate(async () => (await Reflect.get(globalThis, 'seatlog').call('app.info', null)).ok === true)
    .catch(() => false)
