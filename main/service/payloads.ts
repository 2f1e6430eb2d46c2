import * as v from 'valibot'
import type { Channel, RequestOf } from '../../preload/contract/api.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
const tag = text(32)

/** What a request must look like, per channel. The values of settings are checked by their own schema when saved. */
const schemas: { readonly [C in Channel]: v.GenericSchema<unknown, RequestOf<C>> } = {
  'app.info': v.null(),
  'seats.get': v.null(),
  'seats.details': v.strictObject({ key: text(4000) }),
  'seats.find': v.strictObject({ text: text(200) }),
  'servers.raw': v.strictObject({ tag }),
  'servers.poll': v.strictObject({ tag: v.nullable(tag) }),
  'servers.pause': v.strictObject({ paused: v.boolean() }),
  'servers.try': v.strictObject({ address: text(2000), lmutil: text(2000) }),
  'codes.lookup': v.strictObject({ text: text(200) }),
  'settings.get': v.null(),
  'settings.save': v.custom<RequestOf<'settings.save'>>((value) => typeof value === 'object' && value !== null),
}

/** The request of a channel, checked: windows and browsers are not trusted to send what their types say. */
export function checkedRequest<C extends Channel>(channel: C, request: unknown): Result<RequestOf<C>> {
  const parsed = v.safeParse(schemas[channel], request)
  if (parsed.success) return ok(parsed.output as RequestOf<C>)
  return failure('bad-request', `The request ${channel} is not of the form this version of Seatlog expects.`)
}
