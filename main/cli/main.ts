import process from 'node:process'
import { Command, CommanderError, Option } from 'commander'
import { version } from '../../package.json'
import { forget } from './forget.ts'
import { importCommand } from './import.ts'
import { lookup } from './lookup.ts'
import { dataOption, type GlobalOptions, type SettingsOptions, serverOption } from './options.ts'
import { parse } from './parse.ts'
import { parseLog } from './parse-log.ts'
import { poll } from './poll.ts'
import { rebuild } from './rebuild.ts'
import { type ReportOptions, report, withReportOptions } from './report.ts'
import { serve } from './serve.ts'

/** Exit codes: 0, 1 the work failed (one line on standard error says what), 2 usage. */
const USAGE = 2

function program(): Command {
  const seatlog = new Command('seatlog')
    .description('Tells who holds which FlexLM license seat, and keeps the record.')
    .version(version)
    .exitOverride()
    .addOption(new Option('--data <dir>', 'data folder').argParser(dataOption))
    .addOption(new Option('--server <tag=address>', 'a license server (repeatable)').argParser(serverOption))
    .option('--lmutil <path>', 'the lmutil program')
    .option('--config <file>', 'settings.json, or the ini file of the Python logger, in place of the saved settings')
    .addOption(
      new Option('--machine', 'only the settings of this computer, none of the user’s: for a service').conflicts(
        'config',
      ),
    )
    .addHelpText('after', HELP)

  const command = <Options extends SettingsOptions = GlobalOptions>(
    name: string,
    description: string,
    run: (args: readonly string[], all: Options) => Promise<number>,
  ) =>
    seatlog
      .command(name)
      .description(description)
      .action(async (...given) => {
        const self = given.at(-1) as Command
        process.exitCode = await run(self.args, self.optsWithGlobals<Options>())
      })
  /** The common options, which may stand before the command, may also stand behind it. */
  const withCommon = (made: Command): Command => {
    for (const option of seatlog.options) if (option.long !== '--version') made.addOption(option)
    return made
  }
  const port = () => new Option('--port <n>', 'port on 127.0.0.1').default('0', 'any free one')

  command('parse', 'lmstat text to JSON', ([file]) => parse(file)).argument(
    '[file]',
    'a file; - or none: standard input',
  )
  command('parse-log', 'debug log to JSON lines, one an event', ([file], all) => parseLog(file, all.summary === true))
    .argument('[file]', 'a file; - or none: standard input')
    .option('--summary', 'only one object of counts')
  withCommon(command('poll', 'log in the foreground until interrupted', (_args, all) => poll(all, version))).option(
    '--once',
    'poll every server once and end, for cron or the Task Scheduler',
  )
  withCommon(command('serve', 'log, and show the window in a browser', (_args, all) => serve(all, version))).addOption(
    port(),
  )
  command('demo', 'the window in a browser, over a simulated license server', (_args, all) =>
    serve(all, version, 'always'),
  ).addOption(port())
  withCommon(command('import', 'old logs and files of other loggers into the data folder', importCommand))
    .argument('<file...>', 'debug logs, files of an Altair/RTDA Monitor or of the Python logger, folders of them')
    .requiredOption('--tag <tag>', 'the license server they are of')
    .option('--zone <zone>', 'its time zone, such as Europe/Berlin; default: as in the settings, else this computer’s')
  withCommon(
    withReportOptions(
      command<ReportOptions>('report', 'what the window shows, as text', (args, all) => report(args, all)),
    ),
  )
  withCommon(command('rebuild', 'read all data files anew into the history', (_args, all) => rebuild(all))).option(
    '--anyway',
    'although files are gone that were read once',
  )
  withCommon(command('forget', 'erase a person from the files', ([user = ''], all) => forget(user, all)))
    .argument('<user>', 'the user’s name as lmstat prints it, in any case')
    .option('--dry-run', 'only count what there is')
    .option('--yes', 'do not ask')
  command('lookup', 'feature code to product and back', (words, all) => lookup(words.join(' '), all)).argument(
    '<text...>',
    'a feature code, or words of a product’s name',
  )
  return seatlog
}

const HELP = `
Examples:
  seatlog poll --once --server cad=27000@lic1 --data /srv/seatlog
  seatlog serve --server cad=27000@lic1
  seatlog import --tag cad --data /srv/seatlog debug.log
  seatlog report usage --feature MATLAB --from 7d
  seatlog report user mlindqvist --from 2026-09-01 --to 2026-09-30 --format csv
  seatlog lookup autocad 2019

Exit codes: 0, 1 the work failed (a line says what), 2 usage.`

// Whoever reads the output may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await program().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE
}
