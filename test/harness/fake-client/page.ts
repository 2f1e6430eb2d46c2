import { createFakeClient } from './fake-client.ts'

/** Runs in the page before the window's own script: puts the fake where the preload bridge would put the real one. */
const state = new URLSearchParams(location.search).get('state') ?? 'ordinary'
Object.assign(window, { seatlog: createFakeClient(state) })
