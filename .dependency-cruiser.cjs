/** The arrows of the house. Each rule carries its reason; all are errors. */
const only = (name, comment, from, notTo) => ({ name, comment, severity: "error", from, to: notTo });
const shared = "^lib/(domain|format|errors|log|retry|clock)(/|\\.ts$)";
const door = (name, packages, homes) =>
  only(
    `door-${name}`,
    `One door per package: ${packages} is used only where it is at home, so that replacing it touches one place.`,
    { pathNot: homes },
    { path: `node_modules/(${packages})(/|$)` },
  );
const tests = "\\.(test|itest|arbitrary)\\.tsx?$|/testing/";

module.exports = {
  forbidden: [
    only("no-cycles", "A cycle has no beginning: nobody can read it.", {}, { circular: true }),
    only(
      "nothing-imports-app",
      "app holds routes only; what is worth sharing lives in lib or components. Root files belong to app.",
      { pathNot: "^(app/|instrumentation\\.ts$|proxy\\.ts$)" },
      { path: "^app/" },
    ),
    only(
      "app-stays-above-the-doors",
      "Routes parse, call a verb or question, and render; they never talk to a server themselves.",
      { path: "^app/" },
      { path: "^(lib/(es|kafka|db)/|ingest-worker/|simulator/|stack/|cli/|bench/|e2e/)" },
    ),
    only(
      "components-are-plain",
      "Components take plain props: domain and format only, types of the question rooms excepted.",
      { path: "^components/" },
      { path: "^lib/", pathNot: "^lib/(domain|format)/", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "components-see-no-request",
      "Request state belongs to routes.",
      { path: "^components/" },
      { path: "next/headers" },
    ),
    only(
      "telemetry-asks-elasticsearch-only",
      "Questions about readings take visible ranges; who may see what is decided before, in lib/fleet.",
      { path: "^lib/telemetry/", pathNot: tests },
      {
        path: "^lib/",
        pathNot: `^lib/(telemetry|es)/|^lib/fleet/visible-range\\.ts$|^lib/quality/board-scope\\.ts$|${shared}`,
      },
    ),
    only(
      "windows-are-elasticsearch",
      "What is done to windows as a whole needs no master data, no topic and no screen.",
      { path: "^lib/windows/", pathNot: tests },
      { path: "^(lib|app|components)/", pathNot: `^lib/(windows|es)/|${shared}` },
    ),
    only(
      "live-is-fed-by-topics",
      "The fleet in memory comes from the state index and topics; who may see what is decided before, in lib/fleet.",
      { path: "^lib/live/", pathNot: tests },
      {
        path: "^(lib|app|components)/|node_modules/(next|react|react-dom)/",
        pathNot: `^lib/(live|kafka|es)/|^lib/fleet/visible-fleet\\.ts$|${shared}`,
      },
    ),
    only(
      "ingest-knows-no-screen",
      "The edge's verbs run without Next; of the database they know API clients only.",
      { path: "^lib/ingest/", pathNot: tests },
      { path: "^(lib|app|components)/", pathNot: `^lib/(ingest|kafka|es|clients|trace)/|${shared}` },
    ),
    only(
      "repair-stands-between-the-stores",
      "What was refused is brought back by the same topics, read and decided where it lies, audited, and recorded as its rider's: its verbs know all three stores, and no screen and no worker.",
      { path: "^lib/repair/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/",
        pathNot: `^lib/(repair|ingest|kafka|es|audit)/|^lib/riders/(signers-of|attribute-released)\\.ts$|^lib/db/client\\.ts$|^lib/env/repair\\.ts$|${shared}`,
      },
    ),
    only(
      "verbs-know-no-elasticsearch",
      "Master data lives in PostgreSQL; verbs reach the other stores through topics.",
      {
        path: "^lib/(fleet|bikes|clients|users|audit|registration|lookup|legacy|quality|consent|riders|erasure|reports)/",
        pathNot: tests,
      },
      { path: "^(lib/(es|kafka)/|app/|components/)" },
    ),
    only(
      "visible-ranges-are-made-in-fleet",
      "Who holds a visible range has asked lib/fleet; a range made elsewhere would be a permission nobody gave.",
      { path: "^(?!lib/fleet/)", pathNot: tests },
      { path: "^lib/fleet/mint-visible\\.ts$" },
    ),
    only(
      "questions-are-made-in-reports",
      "Who holds a question for figures has signed its purpose, and it is kept; one made elsewhere would be neither.",
      { path: "^(?!lib/reports/)", pathNot: tests },
      { path: "^lib/reports/mint-question\\.ts$" },
    ),
    only(
      "figures-are-read-by-analytics-alone",
      "What reads published figures reaches no master data, no topic and no screen: it takes a kept question, and the lane's computing a grant.",
      { path: "^lib/analytics/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/|node_modules/(next|react|react-dom)/",
        pathNot: `^lib/(analytics|es|format)/|^lib/reports/asked-question\\.ts$|^lib/consent/(grant/)?consent-grant\\.ts$|${shared}`,
      },
    ),
    only(
      "tables-are-bytes",
      "A table is read and written without knowing what it is about.",
      { path: "^lib/spreadsheet/", pathNot: tests },
      { path: "^(lib|app|components)/", pathNot: `^lib/spreadsheet/|${shared}` },
    ),
    only(
      "registration-is-decided-by-what-is-given",
      "Columns and checks are functions of rows and of what is known about them: no store, no bytes, no clock.",
      { path: "^lib/registration/(columns|checks)/", pathNot: tests },
      {
        path: "^(lib|app|components)/|^node:",
        pathNot: `^lib/registration/(columns|checks)/|^lib/spreadsheet/(cell|sheet)\\.ts$|${shared}`,
      },
    ),
    only(
      "old-data-are-decided-by-what-was-said",
      "What is believed is a function of statements and rulings: no store, no clock, no order of arrival.",
      { path: "^lib/legacy/decide/", pathNot: tests },
      {
        path: "^(lib|app|components)/",
        pathNot: `^lib/legacy/(decide/|fact\\.ts$|statement\\.ts$)|^lib/registration/columns/|${shared}`,
      },
    ),
    only(
      "consent-is-decided-by-what-was-recorded",
      "What counts is a function of the ledger's entries: no store, no clock, nothing that a rider did not decide.",
      { path: "^lib/consent/consent-at\\.ts$" },
      { path: ".", pathNot: "^lib/domain/consent\\.ts$" },
    ),
    only(
      "projection-is-a-pure-function",
      "Which rides count, and what is told of them, is decided by rides, owners, uploads and the ledger: no store, no clock.",
      {
        path: "^lib/consent/projection/(counts-for|projected-rides|consented-document|differing-documents|pseudonyms)\\.ts$",
      },
      { path: "^lib/|node_modules/", pathNot: `^lib/consent/(projection/|consent-at\\.ts$)|${shared}` },
    ),
    only(
      "consent-stands-beside-master-data",
      "The ledger knows who records and is audited; whose bike it is, what was ridden and which screen asks is nothing to it.",
      { path: "^lib/consent/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/",
        pathNot: `^lib/(consent|audit)/|^lib/db/(client|faults)\\.ts$|^lib/riders/signed-rider\\.ts$|${shared}`,
      },
    ),
    only(
      "an-export-looks-everywhere",
      "What is held of a rider lies in two stores: who hands it out has been asked by lib/erasure, which says what is the rider's.",
      { path: "^lib/rider-export/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/",
        pathNot: `^lib/(rider-export|erasure|consent|audit|es)/|^lib/db/client\\.ts$|${shared}`,
      },
    ),
    only(
      "riders-are-known-by-their-issuer",
      "Who signed is decided by a token and the organisation's issuer; what is recorded of riders otherwise, what was ridden and which screen asks is nothing to it.",
      { path: "^lib/riders/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/",
        pathNot: `^lib/(riders|audit)/|^lib/db/(client|faults|schema-riders)\\.ts$|^lib/users/lock-organisation\\.ts$|${shared}`,
      },
    ),
    only(
      "tokens-are-read-without-a-store",
      "What a token says is a function of the token, the issuer's keys and the time.",
      { path: "^lib/riders/token/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/|^node:",
        pathNot: `^lib/riders/(token/|rider-issuer\\.ts$)|${shared}`,
      },
    ),
    only(
      "signed-riders-are-made-by-their-token",
      "Who holds a signed rider has looked at a token; one made elsewhere would be a signature that nobody gave.",
      { path: "^(?!lib/riders/)", pathNot: tests },
      { path: "^lib/riders/mint-signed-rider\\.ts$" },
    ),
    only(
      "estimates-are-functions-of-rides",
      "What is learned and foreseen is a function of the rides that it is given: whoever gives them has asked who may see them, or whether their riders agreed.",
      { path: "^lib/estimates/", pathNot: tests },
      {
        path: "^(lib|app|components|ingest-worker)/",
        pathNot: `^lib/estimates/|^lib/rides/climb\\.ts$|${shared}`,
      },
    ),
    only(
      "the-range-model-is-a-figure",
      "What is learned from consented rides is published like figures and read from nothing else: it knows no bike and nobody who asks.",
      { path: "^lib/range-model/", pathNot: tests },
      { path: "^(lib|app|components|ingest-worker)/", pathNot: `^lib/(range-model|estimates|es)/|${shared}` },
    ),
    only(
      "stores-are-leaves",
      "lib/es, lib/kafka and lib/db know no verb and not each other.",
      { path: "^lib/(es|kafka|db)/", pathNot: tests },
      { path: "^lib/", pathNot: `^lib/$1/|^lib/env/|${shared}` },
    ),
    only(
      "traces-know-no-matter",
      "Who traces tells of steps and ids; what a step is about stays with whoever takes it, and tracing can be left out.",
      { path: "^lib/trace/", pathNot: tests },
      { path: "^(lib|app|components|ingest-worker)/", pathNot: `^lib/(trace|env)/|${shared}` },
    ),
    only(
      "domain-is-pure",
      "No I/O, no environment, no clock: domain and format are functions of their arguments.",
      { path: "^lib/(domain|format)/", pathNot: tests },
      { pathNot: "^lib/(domain|format)/|node_modules/zod" },
    ),
    only(
      "worker-runs-without-next",
      "The worker is one plain Node process.",
      { path: "^ingest-worker/" },
      { path: "^(app|components|lib/auth)/|node_modules/(next|react|react-dom)/" },
    ),
    only(
      "auth-is-for-routes",
      "Sessions exist in app only; the browser tests walk its table.",
      { path: "^(?!app/|e2e/|lib/auth/|proxy\\.ts|instrumentation\\.ts)", pathNot: tests },
      { path: "^lib/auth/" },
    ),
    only(
      "tools-are-imported-by-nobody",
      "Entry points and tools sit at the edge of the house.",
      { path: "^(app|components|lib|ingest-worker)/", pathNot: tests },
      { path: "^(simulator|bench|e2e|stack|cli|faults|deploy)/" },
    ),
    only(
      "tests-stay-tests",
      "What exists for tests is not part of the product.",
      { path: "^(app|components|lib|ingest-worker|cli|stack)/", pathNot: tests },
      { path: "/testing/|\\.arbitrary\\.ts$" },
    ),
    door("kafkajs", "kafkajs", "^lib/kafka/"),
    door("elasticsearch", "@elastic", "^lib/es/"),
    door(
      "database",
      "drizzle-orm|postgres",
      "^lib/(db|fleet|bikes|clients|users|audit|registration|lookup|legacy|quality|consent|riders|erasure|reports|rider-export)/",
    ),
    door("jose", "jose", "^lib/riders/"),
    door("csv-parse", "csv-parse", "^(lib/spreadsheet|simulator)/"),
    door("opentelemetry", "@opentelemetry", "^lib/trace/"),
    door("next-auth", "next-auth", "^(lib/auth|app/api/auth)/|^proxy\\.ts$"),
    door("recharts", "recharts", "^components/charts/"),
    door("maps", "@deck\\.gl|@luma\\.gl|maplibre-gl|pmtiles", "^components/map/|^stack/"),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next/|\\.stack/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
