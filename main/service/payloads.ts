import * as v from 'valibot'
import type { Channel, RequestOf } from '../../preload/contract/api.ts'
import type { AskedOf, Question } from '../../preload/contract/history.ts'
import { failure, ok, type Result } from '../../preload/contract/result.ts'

/** The largest request that is answered, in bytes of its JSON, whatever brings it. */
export const MOST_REQUEST_BYTES = 5_000_000
export const TOO_LARGE = failure('bad-request', `The request is larger than ${MOST_REQUEST_BYTES / 1e6} MB.`)

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
/** For requests whose parts are not few and short anyway. */
const withinLimit = <Request>() =>
  v.check<Request, string>(
    (request) => Buffer.byteLength(JSON.stringify(request)) <= MOST_REQUEST_BYTES,
    TOO_LARGE.message,
  )
const tag = text(32)
const name = text(10_000)

/** Epoch seconds of years that a calendar knows. */
const span = {
  from: v.pipe(v.number(), v.minValue(0), v.maxValue(5e9)),
  to: v.pipe(v.number(), v.minValue(0), v.maxValue(5e9)),
}
const asked = { ...span, working: v.boolean() }
const featureAsked = v.strictObject({
  ...asked,
  tags: v.pipe(v.array(tag), v.minLength(1), v.maxLength(1000)),
  feature: name,
})
const kind = v.picklist(['no-seat', 'rule', 'not-served', 'unknown'])
const tags = v.pipe(v.array(tag), v.maxLength(1000))

const questions = {
  usage: featureAsked,
  levels: featureAsked,
  heat: featureAsked,
  users: featureAsked,
  person: v.strictObject({ ...asked, kind: v.picklist(['user', 'host']), name }),
  denials: v.strictObject({ ...span, tags, feature: v.nullable(name), user: v.nullable(name), kinds: v.array(kind) }),
  features: v.strictObject(asked),
  capacity: v.null(),
  'how-many': featureAsked,
  groups: featureAsked,
  names: v.strictObject({ text: text(200) }),
} satisfies { readonly [Q in Question]: v.GenericSchema<unknown, AskedOf<Q>> }

const anyQuestion = v.variant('question', [
  v.strictObject({ question: v.literal('usage'), asked: questions.usage }),
  v.strictObject({ question: v.literal('levels'), asked: questions.levels }),
  v.strictObject({ question: v.literal('heat'), asked: questions.heat }),
  v.strictObject({ question: v.literal('users'), asked: questions.users }),
  v.strictObject({ question: v.literal('person'), asked: questions.person }),
  v.strictObject({ question: v.literal('denials'), asked: questions.denials }),
  v.strictObject({ question: v.literal('features'), asked: questions.features }),
  v.strictObject({ question: v.literal('capacity'), asked: questions.capacity }),
  v.strictObject({ question: v.literal('how-many'), asked: questions['how-many'] }),
  v.strictObject({ question: v.literal('groups'), asked: questions.groups }),
  v.strictObject({ question: v.literal('names'), asked: questions.names }),
])

/** What a request must look like, per channel. The values of settings are checked by their own schema when saved. */
const schemas: { readonly [C in Channel]: v.GenericSchema<unknown, RequestOf<C>> } = {
  'app.info': v.null(),
  'seats.get': v.null(),
  'seats.details': v.strictObject({ key: text(4000) }),
  'seats.find': v.strictObject({ text: text(200) }),
  'servers.raw': v.strictObject({ tag }),
  'servers.poll': v.strictObject({ tag: v.nullable(tag) }),
  'servers.pause': v.strictObject({
    paused: v.boolean(),
    minutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_080))),
  }),
  'servers.try': v.strictObject({ address: text(2000), lmutil: text(2000) }),
  'codes.lookup': v.strictObject({ text: text(200) }),
  'settings.get': v.null(),
  'history.usage': questions.usage,
  'history.levels': questions.levels,
  'history.heat': questions.heat,
  'history.users': questions.users,
  'history.person': questions.person,
  'history.denials': questions.denials,
  'history.features': questions.features,
  'history.capacity': questions.capacity,
  'history.how-many': questions['how-many'],
  'history.groups': questions.groups,
  'history.names': questions.names,
  'history.status': v.null(),
  'history.rebuild': v.strictObject({ anyway: v.boolean() }),
  'history.cancel': v.null(),
  'history.csv': anyQuestion,
  'settings.save': v.custom<RequestOf<'settings.save'>>((value) => typeof value === 'object' && value !== null),
  'settings.check': v.custom<RequestOf<'settings.check'>>((value) => typeof value === 'object' && value !== null),
  'settings.export': v.null(),
  'settings.import': v.pipe(v.strictObject({ text: v.string() }), withinLimit()),
  'settings.codes': v.null(),
  'settings.saveCodes': v.pipe(
    v.strictObject({
      codes: v.pipe(
        v.array(v.strictObject({ code: text(200), product: text(500), release: text(200) })),
        v.maxLength(20_000),
      ),
    }),
    withinLimit(),
  ),
  'setup.find': v.null(),
  'setup.demo': v.null(),
  'setup.folder': v.strictObject({ folder: text(4000) }),
  'setup.log': v.strictObject({ path: text(4000) }),
  'alerts.list': v.null(),
  'alerts.tell': v.strictObject({ key: text(4000), wanted: v.boolean() }),
  'alerts.test': v.null(),
  'health.get': v.null(),
  'health.report': v.strictObject({ tag }),
}

/** The request of a channel, checked: windows and browsers are not trusted to send what their types say. */
export function checkedRequest<C extends Channel>(channel: C, request: unknown): Result<RequestOf<C>> {
  const parsed = v.safeParse(schemas[channel], request)
  if (parsed.success) return ok(parsed.output as RequestOf<C>)
  if (parsed.issues.some(({ message }) => message === TOO_LARGE.message)) return TOO_LARGE
  return failure('bad-request', `The request ${channel} is not of the form this version of Seatlog expects.`)
}
