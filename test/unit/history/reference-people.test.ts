import { describe, expect, it } from 'vitest'
import type { Span } from '../../../preload/contract/history.ts'
import { countOf, type Denied, type Held, type Model, overlap, sum, touches } from './model.ts'
import { forFeatures, forRecords } from './reference-cases.ts'
import { byText, counting, joined, most, near, toldOf } from './reference-figures.ts'
import { dateIn } from './wall-clock.ts'

describe('answers about people equal those counted from lists', () => {
  it('users of a feature, and their groups', async () => {
    await forFeatures('users', ({ built, model, asked, tags }) => {
      const span = model.spanOf(asked)
      const people = model.rowsOf(tags, asked.feature).filter(({ reserved }) => !reserved)
      const worked = joined(counting(model.pieces(tags, asked.feature, span), true))
      const parts = asked.working ? worked : span.from < span.to ? [span] : []
      const denied = model.deniedIn(tags, asked.feature, span, asked)
      const users = [...Map.groupBy(people, ({ user }) => user)].flatMap(([user, rows]) => {
        const seen = parts.flatMap((part) => rows.filter((row) => touches(row, part)).map((row) => ({ row, part })))
        if (seen.length === 0) return []
        return [
          {
            user,
            seatHours: sum(seen.map(({ row, part }) => overlap(row, part) * row.seats)) / 3600,
            checkouts: seen.filter(({ row, part }) => row.out >= part.from).length,
            longest: most(seen.map(({ row }) => row.in - row.out)),
            lastSeen: most(seen.map(({ row, part }) => Math.min(row.in, part.to))),
            denials: countOf(denied.filter((denial) => denial.user === user)),
          },
        ]
      })
      const whole = sum(users.map(({ seatHours }) => seatHours))
      const share = (hours: number): number => (whole === 0 ? 0 : hours / whole)
      const answer = built.ask('users', asked)
      expect(near(answer.seatHours)).toEqual(near(whole))
      expect(byText(near(answer.users) as typeof answer.users)).toEqual(
        byText(near(users.map((user) => ({ ...user, share: share(user.seatHours) }))) as typeof answer.users),
      )
      const groups = new Map([
        ['cad', ['ada', 'Bo Berg']],
        ['sim', ['ada']],
        [null, ['cyd']],
      ])
      const answered = built.ask('groups', asked).groups
      expect(answered).toHaveLength(3)
      for (const one of answered) {
        const of = users.filter(({ user }) => groups.get(one.group)?.includes(user))
        const seatHours = sum(of.map((user) => user.seatHours))
        const checkouts = sum(of.map((user) => user.checkouts))
        expect(near(one)).toEqual(
          near({ group: one.group, seatHours, checkouts, users: of.length, share: share(seatHours) }),
        )
      }
    })
  })

  it('one person, and one host', async () => {
    await forRecords(({ built, model, made, asked: { from, to, working } }) => {
      for (const [kind, name] of [
        ['user', 'BO BERG'],
        ['host', 'ws2'],
      ] as const) {
        const isOf = (row: { readonly user: string; readonly host: string }): boolean =>
          kind === 'user' ? row.user === 'Bo Berg' : row.host === 'WS2.example.com'
        const rows = model.checkouts.filter((row) => isOf(row) && !row.reserved && touches(row, { from, to }))
        const answer = built.ask('person', { kind, name, from, to, working })
        expect(answer.span).toEqual(model.spanOf({ tags: made.tags.map(({ tag }) => tag), from, to }))
        expect(answer.checkoutCount).toBe(rows.length)
        expect(byText(answer.checkouts)).toEqual(
          byText(
            rows.map(({ tag, feature, user, host, seats, out, request, open, in: end }) => ({
              tag,
              feature,
              user,
              host,
              seats,
              out,
              in: open ? null : end,
              wait: out - request,
            })),
          ),
        )
        expect(answer.checkouts.map(({ out }) => out)).toEqual(rows.map(({ out }) => out).sort((a, b) => b - a))
        const days = rows.flatMap((row) => daysOf(model, row, { from, to }, working))
        const hours = (of: readonly PersonDay[]): number => sum(of.map(({ seatSeconds }) => seatSeconds)) / 3600
        expect(near(answer.seatHours)).toEqual(near(hours(days)))
        const byDay = [...Map.groupBy(days, ({ date }) => date)].map(([date, of]) => ({
          date,
          seatHours: hours(of),
          checkouts: of.filter(({ isFirst }) => isFirst).length,
        }))
        const shown = byDay.filter(({ seatHours, checkouts }) => seatHours > 0 || checkouts > 0)
        expect(near(answer.byDay)).toEqual(near(shown.sort((a, b) => (a.date < b.date ? -1 : 1))))
        const seen = (of: readonly Held[]): number => most(of.map((row) => Math.min(row.in, to)))
        const byFeature = [...Map.groupBy(rows, ({ tag, feature }) => `${tag}\n${feature}`)].map(([key, of]) => ({
          tag: key.split('\n')[0],
          feature: key.split('\n')[1],
          seatHours: hours(days.filter(({ row }) => of.includes(row))),
          checkouts: of.filter(({ out }) => out >= from).length,
          lastSeen: seen(of),
        }))
        expect(byText(near(answer.byFeature) as unknown[])).toEqual(byText(near(byFeature) as unknown[]))
        const others = [...Map.groupBy(rows, ({ user, host }) => (kind === 'user' ? host : user))].map(
          ([other, of]) => ({
            name: other,
            seatHours: hours(days.filter(({ row }) => of.includes(row))),
            lastSeen: seen(of),
          }),
        )
        expect(byText(near(answer.others) as unknown[])).toEqual(byText(near(others) as unknown[]))
        const denied = model.denials.filter((one) => isOf(one) && one.at >= from && one.at < to)
        expect(byText(answer.denials)).toEqual(byText(denied.map((denial) => toldOf(model, denial))))
      }
    })
  })

  it('denials, by kind, feature, user, day and reason', async () => {
    await forRecords(({ built, model, made, asked: { from, to } }) => {
      const kinds = ['no-seat', 'rule'] as const
      const all = model.denials.filter(({ at }) => at >= from && at < to)
      const wanted = all.filter(({ kind }) => kind === 'no-seat' || kind === 'rule')
      const answer = built.ask('denials', { tags: [], feature: null, user: null, kinds, from, to })
      const count = (denials: readonly Denied[]) => countOf(denials, ['no-seat', 'rule', 'unknown', 'not-served'])
      const group = <T extends object>(key: (one: Denied) => string, about: (of: readonly Denied[]) => T) =>
        byText([...Map.groupBy(wanted, key).values()].map((of) => ({ ...about(of), ...count(of) })))
      expect(answer.span).toEqual(model.spanOf({ tags: made.tags.map(({ tag }) => tag), from, to }))
      expect(answer.total).toEqual(count(wanted))
      for (const { kind, ...of } of answer.byKind) expect(of).toEqual(count(all.filter((one) => one.kind === kind)))
      expect(answer.byKind).toHaveLength(4)
      expect(byText(answer.byFeature)).toEqual(
        group(
          ({ tag, feature }) => `${tag} ${feature}`,
          (of) => ({ tag: of[0]?.tag, feature: of[0]?.feature, users: new Set(of.map(({ user }) => user)).size }),
        ),
      )
      expect(byText(answer.byUser)).toEqual(
        group(
          ({ user }) => user,
          (of) => ({ user: of[0]?.user, features: new Set(of.map(({ tag, feature }) => `${tag} ${feature}`)).size }),
        ),
      )
      expect(byText(answer.byDay)).toEqual(
        group(
          ({ tag, at }) => dateIn(model.zoneOf(tag), at),
          (of) => ({ date: dateIn(model.zoneOf(of[0]?.tag ?? ''), of[0]?.at ?? 0) }),
        ),
      )
      expect(byText(answer.byReason.map(({ kind, counted, raw }) => ({ kind, counted, raw })))).toEqual(
        group(
          ({ kind }) => kind,
          (of) => ({ kind: of[0]?.kind }),
        ),
      )
      expect(byText(answer.latest)).toEqual(byText(wanted.map((denial) => toldOf(model, denial))))
      const waits = wanted.flatMap((one) => (one.counted ? (model.gotAfter(one) ?? []) : [])).sort((a, b) => a - b)
      expect(answer.medianWait).toBe(waits[Math.floor((waits.length - 1) / 2)] ?? null)
      const one = built.ask('denials', { tags: ['cad'], feature: 'F1_tool', user: 'ADA', kinds: ['unknown'], from, to })
      const own = all.filter((denial) => denial.tag === 'CAD' && denial.feature === 'F1_tool' && denial.user === 'ada')
      expect(one.span).toEqual(model.spanOf({ tags: ['CAD'], from, to }))
      expect(one.total).toEqual(count(own.filter(({ kind }) => kind === 'unknown')))
    })
  })

  it('names', async () => {
    await forRecords(({ built, model }) => {
      const { users, hosts } = built.ask('names', { text: 'a' })
      const names = new Set([...model.checkouts, ...model.denials].map(({ user }) => user))
      const told = [...names].filter((name) => name.toLowerCase().includes('a') && !name.startsWith('r:'))
      expect(users.map(({ name }) => name).sort()).toEqual(told.sort())
      expect(hosts.map(({ name }) => name)).toEqual(
        [...new Set([...model.checkouts, ...model.denials].map(({ host }) => host))].filter((host) => /a/i.test(host)),
      )
    })
  })
})

interface PersonDay {
  readonly row: Held
  readonly date: string
  readonly seatSeconds: number
  readonly isFirst: boolean
}

/** What a checkout comes to on each local day. */
function daysOf(model: Model, row: Held, { from, to }: Span, working: boolean): readonly PersonDay[] {
  const zone = model.zoneOf(row.tag)
  const [begins, ends] = [Math.max(row.out, from), Math.min(row.in, to)]
  const times = [begins, ends]
  for (let at = Math.ceil(begins / 900) * 900; at < ends; at += 900) times.push(at)
  times.sort((a, b) => a - b)
  return times.slice(0, -1).map((at, which) => ({
    row,
    date: dateIn(zone, at),
    seatSeconds: !working || model.works(zone, at) ? ((times[which + 1] ?? at) - at) * row.seats : 0,
    isFirst: which === 0 && row.out >= from,
  }))
}
