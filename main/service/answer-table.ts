import type { AnswerOf, AskedOf, Question } from '../../preload/contract/history.ts'
import {
  changesTable,
  denialsTable,
  expiryTable,
  featuresTable,
  namesTable,
  personTable,
} from './answer-tables/estate.ts'
import { groupsTable, heatTable, howManyTable, levelsTable, usageTable, usersTable } from './answer-tables/feature.ts'
import type { AnswerTable } from './answer-tables/table.ts'
import type { ZoneOf } from './server-zones.ts'

const TABLES: {
  readonly [Q in Question]: (asked: AskedOf<Q>, answer: AnswerOf<Q>, zoneOf: ZoneOf) => readonly AnswerTable[]
} = {
  usage: (asked, answer) => [usageTable(asked, answer)],
  levels: (asked, answer) => [levelsTable(asked, answer)],
  heat: (asked, answer) => [heatTable(asked, answer)],
  users: (asked, answer) => [usersTable(asked, answer)],
  person: (asked, answer) => [personTable(asked, answer)],
  denials: (asked, answer) => [denialsTable(asked, answer)],
  features: (asked, answer) => [featuresTable(asked, answer)],
  capacity: (_asked, answer, zoneOf) => [changesTable(answer, zoneOf), expiryTable(answer)],
  'how-many': (asked, answer) => [howManyTable(asked, answer)],
  groups: (asked, answer) => [groupsTable(asked, answer)],
  names: (asked, answer, zoneOf) => [namesTable(asked, answer, zoneOf())],
}

/** The answer to a question as tables. `zoneOf`: for answers that carry no zone (capacity, names). */
export const answerTables = <Q extends Question>(
  question: Q,
  asked: AskedOf<Q>,
  answer: AnswerOf<Q>,
  zoneOf: ZoneOf,
): readonly AnswerTable[] => TABLES[question](asked, answer, zoneOf)
