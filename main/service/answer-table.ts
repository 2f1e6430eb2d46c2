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
import type { AnswerTable, Meanings } from './answer-tables/table.ts'

const TABLES: {
  readonly [Q in Question]: (asked: AskedOf<Q>, answer: AnswerOf<Q>, meanings: Meanings) => readonly AnswerTable[]
} = {
  usage: (asked, answer) => [usageTable(asked, answer)],
  levels: (asked, answer) => [levelsTable(asked, answer)],
  heat: (asked, answer) => [heatTable(asked, answer)],
  users: (asked, answer) => [usersTable(asked, answer)],
  person: (asked, answer, meanings) => [personTable(asked, answer, meanings)],
  denials: (asked, answer, meanings) => [denialsTable(asked, answer, meanings)],
  features: (asked, answer) => [featuresTable(asked, answer)],
  capacity: (_asked, answer, meanings) => [changesTable(answer, meanings), expiryTable(answer, meanings)],
  'how-many': (asked, answer) => [howManyTable(asked, answer)],
  groups: (asked, answer) => [groupsTable(asked, answer)],
  names: (asked, answer, { zoneOf }) => [namesTable(asked, answer, zoneOf())],
}

/** The answer to a question as tables. */
export const answerTables = <Q extends Question>(
  question: Q,
  asked: AskedOf<Q>,
  answer: AnswerOf<Q>,
  meanings: Meanings,
): readonly AnswerTable[] => TABLES[question](asked, answer, meanings)
