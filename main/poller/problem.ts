import type { Answer, Server } from '../lmstat/answer.ts'
import type { Reply } from './ask.ts'

/**
 * What went wrong with a poll and what to do, as one sentence; null when every daemon's answer is complete. Decided from
 * the text, never from the exit code, which does not tell (GRAMMAR A2). `address` is the one that was asked.
 */
export function answerProblem(reply: Reply, answer: Answer, address = ''): string | null {
  if (reply.message !== null) return reply.message
  if (answer.complete && answer.servers.every((server) => server.daemons.length > 0)) return null
  if (reply.text.trim() === '') {
    return `lmutil printed nothing (exit code ${reply.exitCode ?? 'none'}): try the command by hand: “${reply.command}”.`
  }
  for (const server of answer.servers) {
    const problem = serverProblem(server)
    if (problem !== null) return problem
  }
  const [error] = answer.errors
  if (error !== undefined) return sentenceOf(error.text, address || SOME_SERVER)
  if (answer.servers.length > 0)
    return 'The answer names no vendor daemon: check in the license server’s debug log that one was started.'
  if (answer.program !== undefined || answer.statusTime !== undefined) {
    return `lmstat’s answer stops before it names a license server: try the command by hand: “${reply.command}”.`
  }
  return `This program answered, but not like lmstat (“${firstLine(reply.text)}”): check that the path of lmutil is right.`
}

function serverProblem(server: Server): string | null {
  const up = server.hosts.filter((host) => host.state === 'up')
  if (server.hosts.length > 0 && up.length === 0) {
    const error = server.hosts.find((host) => host.error !== undefined)?.error
    return sentenceOf(error ?? 'license server down', nameOf(server))
  }
  const down = server.daemons.filter((daemon) => daemon.state === 'down')
  if (down.length > 0) {
    const detail = codeOf(down[0]?.error ?? '')
    const names = down.map((daemon) => daemon.name).join(', ')
    return `The vendor daemon ${names} on ${nameOf(server)} is down${detail}: restart it there (lmreread or a restart of lmgrd) and look into its debug log.`
  }
  const partial = server.daemons.filter((daemon) => !daemon.complete)
  if (partial.length > 0) {
    const names = partial.map((daemon) => daemon.name).join(', ')
    return `The answer of ${names} on ${nameOf(server)} came incomplete: its seats are unknown until the next complete one; if that repeats, try lmutil by hand.`
  }
  return null
}

const SOME_SERVER = 'the license server'

type Cause = (where: string, detail: string) => string

const cannotConnect: Cause = (where, detail) =>
  `Cannot connect to ${where}${detail}: check that the license server runs, that host and port are right, and that no firewall stands between.`

const noLmgrd: Cause = (where, detail) =>
  `No lmgrd runs on ${where}${detail}: start the license server there, or check host and port of the address.`

/** By the major number of FlexLM's error codes. */
const CAUSES: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ['-1', (w, detail) => `No license file was found for ${w}${detail}: check the address.`],
  ['-2', (w, detail) => `The license file of ${w} has a line that cannot be read${detail}: use port@host instead.`],
  ['-7', cannotConnect],
  ['-13', (_w, detail) => `The license file has no SERVER lines${detail}: write the address as port@host instead.`],
  ['-14', (w, detail) => `The host of ${w} is not known in this network${detail}: check its name in the address.`],
  ['-15', cannotConnect],
  [
    '-16',
    (w, detail) =>
      `No data can be read from ${w}${detail}: check that the port is lmgrd’s, and that no firewall cuts the connection.`,
  ],
  ['-96', noLmgrd],
  ['-97', (w, detail) => `The vendor daemon on ${w} is down${detail}: restart it there and look into its debug log.`],
])

function sentenceOf(text: string, where: string): string {
  const major = CODE.exec(text)?.[1]?.split(',')[0] ?? ''
  const cause = CAUSES.get(major) ?? causeInWords(text)
  if (cause !== undefined) return cause(where, codeOf(text))
  return `lmstat reports of ${where}: “${firstLine(text)}”; look its number up in the vendor’s license manual.`
}

/** Old versions print some errors without a number. */
function causeInWords(text: string): Cause | undefined {
  if (/lmgrd is not running/i.test(text)) return noLmgrd
  return /cannot connect/i.test(text) ? cannotConnect : undefined
}

/** `(-15,570:111 "Connection refused")`, or `FlexNet Licensing error:-15,570` of the long form. */
const CODE = /(?:\(|error: ?)(-\d+(?:,[^()\r\n]*)?)/i

function codeOf(text: string): string {
  const code = CODE.exec(text)?.[1]
  return code === undefined ? '' : ` (${code})`
}

function nameOf(server: Server): string {
  const names = server.address.length > 0 ? server.address : server.hosts.map((host) => host.host)
  return names.join(',') || SOME_SERVER
}

function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? ''
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
