// The borders of the house: who may import whom. Each rule says why in its comment; test/borders.test.ts sees
// each of them fail. `npm run check` walks over them.

/** A test stands beside what it tests and may reach for more than its neighbour may. */
const tests = '\\.test\\.ts$';

/** Packages, by name, wherever npm put them. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Files of `src` (tests apart) under these paths must not import what is under those. */
const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: tests, ...from },
  to,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    never(
      'web-knows-engine-and-platform',
      'The web turns HTTP into calls of the engine; which services exist it is told by the context.',
      { path: '^src/web/' },
      { path: '^(src|test|bench|scripts)/', pathNot: '^src/(web|engine|platform)/' },
    ),
    never(
      'web-has-no-store',
      'SQL and rules stay in the engine: a page asks a use case, so that every page obeys the same rules.',
      { path: '^src/web/' },
      { path: '\\.store\\.ts$' },
    ),
    never(
      'contractors-see-nothing-of-the-review',
      'Notes and names of the office stay inside: what a contractor sees is made of what the review never touches.',
      { path: '^src/(web/(citizen|track|portal|demo)/|engine/(applications|journey|notifications)/)' },
      { path: '^src/engine/review/' },
    ),
    never(
      'contractors-see-nothing-of-the-counter',
      'Which paper a person showed at the counter, and who filed for them, stays inside.',
      { path: '^src/web/(citizen|track|portal|demo)/' },
      { path: '^src/(engine|web/staff)/counter/' },
    ),
    never(
      'engine-knows-platform-only',
      'The engine works for any service and any front: it is handed the definitions, and knows no HTTP and no page.',
      { path: '^src/engine/' },
      { path: '^(src|test|bench|scripts)/', pathNot: '^src/(engine|platform)/' },
    ),
    never(
      'store-stays-in-its-drawer',
      'The tables of a drawer have one writer; another drawer asks it through a use case.',
      { path: '^src/engine/([^/]+)/' },
      { path: '^src/engine/.*\\.store\\.ts$', pathNot: '^src/engine/$1/' },
    ),
    never(
      'define-is-a-door',
      'What a service may say must be readable without the engine behind it: definitions hold no effect.',
      { path: '^src/engine/define/' },
      { path: '^src/', pathNot: '^src/(engine/define|platform/(i18n|clock))/' },
    ),
    never(
      'platform-knows-itself-only',
      'What any product could use does not know ours.',
      { path: '^src/platform/' },
      { path: '^(src|test|bench|scripts)/', pathNot: '^src/platform/' },
    ),
    never(
      'service-knows-define-only',
      'A service is a declaration: whoever can read engine/define can write one, and no service can break another.',
      { path: '^src/services/([^/]+)/' },
      { path: '^(src|test|bench|scripts)/', pathNot: '^src/(services/$1|engine/define)/' },
    ),
    never(
      'service-has-no-package',
      'A definition holds no HTTP, SQL or HTML; zod alone says what its settings look like.',
      { path: '^src/services/' },
      { path: 'node_modules/', pathNot: packages('zod') },
    ),
    never(
      'service-comes-from-the-list',
      'The list is the one place that names services: adding or removing one is one line.',
      { path: '^(src|test/support)/', pathNot: [tests, '^src/services/'] },
      { path: '^src/services/[^/]+/' },
    ),
    {
      name: 'list-is-for-main',
      comment: 'Only the composition root hands the services out, so that the engine can be run with others.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/', '^src/.*\\.test\\.ts$'] },
      to: { path: '^src/services/index\\.ts$' },
    },
    {
      name: 'nobody-imports-main',
      comment: 'Main puts everything together; whoever imported it would import everything.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/', tests] },
      to: { path: '^src/main/' },
    },
    {
      name: 'nobody-imports-client',
      comment: 'What a browser gets is served as a file, and never runs here.',
      severity: 'error',
      from: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/client/' },
      to: { path: '^src/client/' },
    },
    {
      name: 'client-stands-alone',
      comment: 'A browser gets the file as it is: nothing bundles what it would import.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { pathNot: '^src/client/' },
    },
    never(
      'src-does-not-know-its-surroundings',
      'The program runs without its tests, measurements and scripts, which are not shipped.',
      { path: '^(src|bin)/' },
      { path: '^(test|bench|scripts)/' },
    ),
    {
      name: 'nobody-imports-a-test',
      comment: 'A test that is imported runs where nobody expects it; what tests share is in test/support.',
      severity: 'error',
      from: {},
      to: { path: tests },
    },
    never(
      'postgres-through-platform-db',
      'Connections, limits of time and types of values are settled once, in platform/db.',
      { path: '^(src|scripts)/', pathNot: [tests, '^src/platform/db/'] },
      { path: packages('pg', '@electric-sql/pglite') },
    ),
    never(
      'jobs-through-platform-jobs',
      'Whoever enqueues must do it in the transaction of the fact it follows; platform/jobs sees to that.',
      { path: '^(src|bench|scripts)/', pathNot: [tests, '^src/platform/jobs/'] },
      { path: packages('pg-boss') },
    ),
    never(
      'http-is-in-web',
      'The engine can then be called by a command line, a job or a test without a request. Main opens and closes the server.',
      { path: '^src/', pathNot: [tests, '^src/web/', '^src/main/'] },
      { path: packages('fastify', '@fastify/[^/]+') },
    ),
    never(
      'html-has-one-door',
      'Everything that becomes a page is escaped by the template of web/ui/html.ts.',
      { path: '^src/', pathNot: [tests, '^src/web/ui/html\\.ts$'] },
      { path: packages('hono') },
    ),
    {
      name: 'no-cycle',
      comment: 'Files that need each other cannot be read, tested or moved one by one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports and that imports nobody is left over.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['^src/client/', '^scripts/guide/.*\\.js$', '\\.d\\.ts$', '\\.(css|svg|woff2|json|txt|md)$'],
      },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails only when it is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that another one happens to bring leaves with it.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-package-in-src',
      comment: 'An installation without the tools for developers must run.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
