/**
 * Words of lmstat and of license servers' messages that stay in a report; none of them is a common first name. What a new
 * lmutil says in other words is told by their places.
 */
export const REPORT_WORDS: ReadonlySet<string> = new Set(
  (
    'a all already an and any are as at available be been before borrow borrowed both but by cannot changed check checked ' +
    'checkedout checkin checkout communicate communications complete connect connected connection could count counted ' +
    'current currently daemon daemons data date days denied detected did disabled display does down due during duplicate ' +
    'each enabled encountered end ended entry error errors exceeded exit exited expected expiration expire expired expires ' +
    'expiry failed feature features file files find finish finished flexible flexlm flexnet float floating for format found ' +
    'free from get getting group groups handle has have held help hold holds host hosts hour hours id idle if in inc ' +
    'include including increment info information internet into invalid is issued it its key kind last later least left ' +
    'less license licensed licenses licensing limit limited line linger lingering list lmadmin lmgrd lmstat lmutil local ' +
    'locked maintenance manager maximum message minimum minute minutes mode more most multiple must name network new next ' +
    'no node nodelocked nolog none not number obsolete of off offline ok old on once only open option options or other ' +
    'others out over overdraft overdrafts owned package packages path pending per permanent pid pool pools port ports ' +
    'process product products program project protocol queue queued quantity read reached reason received refused ' +
    'remaining remote report request requests reservation reservations reserved resource response retry return returned ' +
    'roaming row rows running same seat seats second seconds see sent serve served server servers service session shared ' +
    'since site so socket some specified start started starting state status stop stopped string subscription suite ' +
    'support supported suspended system table temporary than that the their then there this time timed timeout timestamp ' +
    'to today token tokens too total trial try trying type unable uncounted uninstalled unknown unlimited until up update ' +
    'updated usage use used user users uses using utility valid value vendor version via virtual wait waiting was week ' +
    'weeks were when which while windows with within without year years yes yet you your'
  ).split(' '),
)
