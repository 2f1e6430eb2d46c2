import type { AnswerOf, AskedOf, Question } from '../../preload/contract/history.ts'
import { capacity } from './questions/capacity.ts'
import { denials } from './questions/denials.ts'
import { features } from './questions/features.ts'
import { type GroupMembers, groups } from './questions/groups.ts'
import { heat } from './questions/heat.ts'
import { howMany } from './questions/how-many.ts'
import { levels } from './questions/levels.ts'
import { names } from './questions/names.ts'
import { person } from './questions/person.ts'
import { usage } from './questions/usage.ts'
import { users } from './questions/users.ts'
import type { Reader } from './reader.ts'

/** What answers need beside the index. */
export interface Circumstances {
  /** Epoch seconds. */
  readonly now: number
  readonly groups: GroupMembers
  readonly groupsProblem: string | null
}

const ANSWERS: { readonly [Q in Question]: (reader: Reader, asked: AskedOf<Q>, about: Circumstances) => AnswerOf<Q> } =
  {
    usage,
    levels,
    heat,
    users,
    person,
    denials,
    features: (reader, asked) => features(reader, asked),
    capacity: (reader, _asked, { now }) => capacity(reader, now),
    'how-many': howMany,
    groups: (reader, asked, about) => groups(reader, asked, about.groups, about.groupsProblem),
    names: (reader, { text }) => names(reader, text),
  }

/** The answer to a question. Throws SQLite's errors. */
export const answer = <Q extends Question>(
  reader: Reader,
  question: Q,
  asked: AskedOf<Q>,
  about: Circumstances,
): AnswerOf<Q> => {
  // Whoever is asked about may stand in open checkouts alone.
  reader.overlay.pack()
  return ANSWERS[question](reader, asked, about)
}
