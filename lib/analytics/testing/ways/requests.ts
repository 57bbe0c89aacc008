import { all, ID, lines, posts, SECRET, type Way } from "./way";

type Method = Way["method"];
type Row = readonly [name: string, method: Method, path: string, body?: object];
const requests = (rows: readonly Row[], more: Pick<Way, "shows" | "isAbsent"> = {}): Way[] =>
  rows.map(([name, method, path, body]) => ({
    ...{ name, method, path, ...more },
    ...(body === undefined ? {} : { body }),
  }));

const TERM = { field: "secret", string: "SEC" };

/** By a document's id, or a field's name. */
const DOCUMENTS: readonly Way[] = [
  ...requests(
    [
      ["document", "GET", `/INDEX/_doc/${ID}`],
      ["its source", "GET", `/INDEX/_source/${ID}`],
      ["why it matches", "POST", `/INDEX/_explain/${ID}?_source=true`, all],
      ["its terms", "GET", `/INDEX/_termvectors/${ID}?fields=secret`],
      ["documents", "POST", "/_mget", { docs: ["INDEX", "FIGURES"].map((_index) => ({ _index, _id: ID })) }],
      ["documents by figures' path", "POST", "/FIGURES/_mget", { docs: [{ _index: "INDEX", _id: ID }] }],
      [
        "terms of several",
        "POST",
        "/_mtermvectors",
        { docs: [{ _index: "INDEX", _id: ID, fields: ["secret"] }] },
      ],
      ["terms by their beginning", "POST", "/INDEX/_terms_enum", TERM],
      ["terms by their beginning, of all", "POST", "/*/_terms_enum", TERM],
    ],
    { shows: "secret" },
  ),
  ...requests([
    ["document is there", "HEAD", `/INDEX/_doc/${ID}`],
    [
      "terms of one that is made up",
      "POST",
      "/INDEX/_termvectors",
      { doc: { secret: SECRET }, term_statistics: true },
    ],
    ["fields", "GET", "/INDEX/_field_caps?fields=*"],
    [
      "fields where a value is",
      "POST",
      "/_field_caps?fields=secret",
      { index_filter: { term: { secret: SECRET } } },
    ],
  ]),
];

/** What there is of indices and of the cluster. */
const ABOUT: readonly Way[] = [
  "/INDEX/_search_shards",
  "/INDEX/_mapping",
  "/INDEX/_mapping/field/*",
  "/INDEX/_settings",
  "/INDEX",
  "/INDEX/_alias",
  "/INDEX/_stats",
  "/INDEX/_segments",
  "/INDEX/_recovery",
  "/INDEX/_shard_stores",
  "/INDEX/_field_usage_stats",
  "/_resolve/index/*",
  "/_cat/indices",
  "/_cat/count/INDEX",
  "/_cat/fielddata",
  "/_cat/segments",
  "/_cluster/state",
  "/_cluster/health/INDEX?level=shards",
  "/_cluster/stats",
  "/_nodes/stats",
  "/_nodes/hot_threads",
  "/_tasks?detailed=true",
  "/_snapshot",
  "/_snapshot/_all/_all",
  "/_data_stream",
  "/_index_template",
  "/_ingest/pipeline",
  "/_security/user",
  "/_security/role",
  "/_security/api_key",
].map((path) => ({ name: path, method: "GET", path }));

const TRANSFORM = {
  ...{ source: { index: "INDEX" }, dest: { index: "FIGURES-TOO" } },
  latest: { unique_key: ["secret"], sort: "definition" },
};
const COPIED = { source: { index: "INDEX" } };

/** To where it may be read. */
const COPIES: readonly Way[] = [
  ...requests([
    [
      "an alias for it",
      "POST",
      "/_aliases",
      { actions: [{ add: { index: "INDEX", alias: "FIGURES-TOO" } }] },
    ],
    ["an alias by path", "PUT", "/INDEX/_alias/FIGURES-TOO"],
    [
      "an index in figures' place",
      "POST",
      "/_aliases",
      {
        actions: [{ remove_index: { index: "FIGURES" } }, { add: { index: "INDEX", alias: "FIGURES-TOO" } }],
      },
    ],
    ["copy", "POST", "/INDEX/_clone/FIGURES-TOO"],
    ["smaller copy", "POST", "/INDEX/_shrink/FIGURES-TOO"],
    ["larger copy", "POST", "/INDEX/_split/FIGURES-TOO"],
    [
      "pipeline that is tried",
      "POST",
      "/_ingest/pipeline/_simulate",
      { pipeline: { processors: [] }, docs: [{ _index: "INDEX", _id: ID, _source: {} }] },
    ],
    ["pipeline", "PUT", "/_ingest/pipeline/p", { processors: [] }],
    [
      "template",
      "PUT",
      "/_index_template/t",
      { index_patterns: ["FIGURES-TOO"], template: { aliases: { FIGURES: {} } } },
    ],
    ["template that is tried", "POST", "/_index_template/_simulate_index/INDEX"],
    ["place for snapshots", "PUT", "/_snapshot/s", { type: "fs", settings: { location: "s" } }],
    ["snapshot", "PUT", "/_snapshot/s/one", { indices: "INDEX" }],
    [
      "snapshot under another name",
      "POST",
      "/_snapshot/s/one/_restore",
      { indices: "INDEX", rename_pattern: "(.+)", rename_replacement: "FIGURES-TOO" },
    ],
    [
      "key with more rights",
      "POST",
      "/_security/api_key",
      {
        name: "k",
        role_descriptors: { all: { indices: [{ names: ["INDEX"], privileges: ["all"] }] } },
      },
    ],
  ]),
  ...requests(
    [
      ["copy of documents", "POST", "/_reindex", { ...COPIED, dest: { index: "FIGURES-TOO" } }],
      ["copy of documents to figures", "POST", "/_reindex", { ...COPIED, dest: { index: "FIGURES" } }],
      ["transform", "PUT", "/_transform/t", TRANSFORM],
      ["transform that is tried", "POST", "/_transform/_preview", TRANSFORM],
      [
        "policy of enriching",
        "PUT",
        "/_enrich/policy/p",
        { match: { indices: "INDEX", match_field: "definition", enrich_fields: ["secret"] } },
      ],
    ],
    { isAbsent: true },
  ),
];

/** Of indices that may not be changed, figures among them. */
const CHANGES: readonly Way[] = [
  ...posts([
    ["bulk", "/_bulk", lines({ index: { _index: "INDEX", _id: "new" } }, { secret: "x" })],
    ["bulk into figures", "/_bulk", lines({ index: { _index: "FIGURES", _id: "new" } }, { kind: "block" })],
  ]),
  ...posts(
    [
      ["change by query", "/INDEX/_update_by_query", all],
      ["removal by query", "/INDEX/_delete_by_query", all],
    ],
    { isAbsent: true },
  ),
  ...requests([
    ["write", "PUT", `/INDEX/_doc/${ID}`, { secret: "x" }],
    ["change", "POST", `/INDEX/_update/${ID}?_source=true`, { doc: { secret: "x" } }],
    ["removal", "DELETE", `/INDEX/_doc/${ID}`],
    ["removal of figures", "DELETE", `/FIGURES/_doc/${ID}`],
    ["removal of the index", "DELETE", "/INDEX"],
    ["refresh", "POST", "/INDEX/_refresh"],
    ["closing", "POST", "/INDEX/_close"],
    ["field", "PUT", "/INDEX/_mapping", { properties: { more: { type: "keyword" } } }],
    ["setting", "PUT", "/INDEX/_settings", { index: { hidden: true } }],
  ]),
  {
    ...{ name: "search under another's name", method: "POST", path: "/INDEX/_search" },
    headers: { "es-security-runas-user": "maintenance" },
  },
  {
    ...{ name: "disk usage", method: "POST", path: "/INDEX/_disk_usage?run_expensive_tasks=true" },
  },
];

export const REQUESTS: readonly Way[] = [...DOCUMENTS, ...ABOUT, ...COPIES, ...CHANGES];
