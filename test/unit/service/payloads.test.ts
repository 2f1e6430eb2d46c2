import { describe, expect, it } from 'vitest'
import { checkedRequest, MOST_REQUEST_BYTES, TOO_LARGE } from '../../../main/service/payloads.ts'

describe('a request', () => {
  it('may bring as much as any host takes, and no more', () => {
    const ofBytes = (bytes: number) => ({ text: 'x'.repeat(bytes - '{"text":""}'.length) })
    expect(checkedRequest('settings.import', ofBytes(MOST_REQUEST_BYTES))).toMatchObject({ ok: true })
    expect(checkedRequest('settings.import', ofBytes(MOST_REQUEST_BYTES + 1))).toEqual(TOO_LARGE)
    expect(TOO_LARGE.message).toBe('The request is larger than 5 MB.')
  })

  it('of 20 000 feature codes is answered where their texts are no longer than people write them', () => {
    const codes = (product: string) =>
      Array.from({ length: 20_000 }, (_, at) => ({ code: `ACME_${at}`, product, release: '2026' }))
    expect(
      checkedRequest('settings.saveCodes', { codes: codes('Acme Simulator for Structures, Professional') }),
    ).toMatchObject({ ok: true })
    expect(checkedRequest('settings.saveCodes', { codes: codes('é'.repeat(200)) })).toEqual(TOO_LARGE)
    expect(checkedRequest('settings.saveCodes', { codes: codes('é'.repeat(501)).slice(0, 3) })).toMatchObject({
      message: 'The request settings.saveCodes is not of the form this version of Seatlog expects.',
    })
  })
})
