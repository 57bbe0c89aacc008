import { all, ID, LIKE, lines, posts, SECRET, secrets, type Way } from "./way";

const TERMS = { size: 0, aggs: { a: { terms: { field: "secret", include: "SECRET.*" } } } };
const LOOKED_UP = { query: { terms: { definition: { index: "INDEX", id: ID, path: "definition" } } } };

/** By a name of the index: whole, in part, in a list, as a pattern. */
const BY_NAME: readonly Way[] = [
  ...posts(
    [
      ["search", "/INDEX/_search", all],
      ["search beside figures", "/FIGURES,INDEX/_search", all],
      [
        "search, what may not be read left out",
        "/INDEX/_search?ignore_unavailable=true&allow_no_indices=true",
      ],
      ["search by all names that begin alike", "/INDEX*/_search"],
      ["search by a name with a date", "/%3CINDEX%3E/_search"],
      ["search of everything", "/_search?size=1000", secrets],
      ["search of all", "/_all/_search", secrets],
      ["search of any, hidden ones too", "/*,.*/_search?expand_wildcards=all", secrets],
      ["search of all but figures", "/*,-FIGURES/_search", secrets],
      ["aggregation", "/INDEX/_search", TERMS],
      ["aggregation of all", "/_search", TERMS],
      ["searches", "/_msearch", lines({ index: "INDEX" }, all, { index: "FIGURES" }, all)],
      ["searches of an index by path", "/INDEX/_msearch", lines({}, all)],
      ["searches that name another index than the path", "/FIGURES/_msearch", lines({ index: "INDEX" }, all)],
      ["search page by page", "/INDEX/_search?scroll=1m", all],
    ],
    { shows: "secret" },
  ),
  ...posts(
    [
      ["number of what is found in all", "/_search?size=0", secrets],
      ["count", "/INDEX/_count", all],
      ["count of all", "/_count", secrets],
    ],
    { shows: "number" },
  ),
  ...posts([
    [
      "script on a document",
      "/_scripts/painless/_execute",
      {
        script: { source: "emit(params._source.secret)" },
        context: "keyword_field",
        context_setup: { index: "INDEX", document: {} },
      },
    ],
    ["search in other clusters", "/*:INDEX/_search", all],
    ["view of a point in time", "/INDEX/_pit?keep_alive=1m"],
    ["view of all at a point in time", "/*/_pit?keep_alive=1m"],
    ["check of a query", "/INDEX/_validate/query?explain=true&rewrite=true", secrets],
    [
      "judged searches",
      "/INDEX/_rank_eval",
      {
        requests: [{ id: "a", request: all, ratings: [{ _index: "INDEX", _id: ID, rating: 1 }] }],
        metric: { precision: { k: 5 } },
      },
    ],
    [
      "nearest documents",
      "/INDEX/_knn_search",
      { knn: { field: "secret", query_vector: [1], k: 1, num_candidates: 1 } },
    ],
  ]),
];

/** By searches of other kinds, which need more than this distribution has. */
const OTHERS = posts(
  [
    ["search in the background", "/INDEX/_async_search", all],
    ["SQL", "/_sql", { query: 'SELECT * FROM "INDEX"' }],
    ["SQL, as a search", "/_sql/translate", { query: 'SELECT * FROM "INDEX"' }],
    ["ES|QL", "/_query", { query: "FROM INDEX" }],
    ["ES|QL in the background", "/_query/async", { query: "FROM INDEX" }],
    ["EQL", "/INDEX/_eql/search", { query: "any where true" }],
    ["search by a template", "/INDEX/_search/template", { source: all }],
    ["searches by templates", "/_msearch/template", lines({ index: "INDEX" }, { source: all })],
    ["template filled in", "/_render/template", { source: all }],
    ["map tile", "/INDEX/_mvt/location/0/0/0", {}],
    ["graph", "/INDEX/_graph/explore", { ...all, vertices: [{ field: "secret" }] }],
    ["search of rolled-up data", "/INDEX/_rollup_search", { size: 0 }],
  ],
  { isAbsent: true },
);

/** By a search of figures that looks up what a document of another index says. */
const LOOKUPS: readonly Way[] = [
  ...posts(
    [
      ["lookup of terms", "/FIGURES/_search", LOOKED_UP],
      [
        "likeness to a document",
        "/FIGURES/_search",
        {
          query: {
            more_like_this: {
              ...{ fields: ["definition"], like: [{ _index: "INDEX", _id: ID }] },
              ...{ min_term_freq: 1, min_doc_freq: 1 },
            },
          },
        },
      ],
    ],
    { shows: "figure" },
  ),
  ...posts([["count of what a lookup of terms finds", "/FIGURES/_count", LOOKED_UP]], { shows: "number" }),
  ...posts(
    [
      [
        "field that is looked up",
        "/FIGURES/_search",
        {
          query: { term: { definition: LIKE } },
          fields: ["looked_up"],
          runtime_mappings: {
            looked_up: {
              ...{ type: "lookup", target_index: "INDEX", fetch_fields: ["secret"] },
              ...{ input_field: "definition", target_field: "definition" },
            },
          },
        },
      ],
    ],
    { shows: "secret" },
  ),
  ...posts([
    [
      "shape of a document",
      "/FIGURES/_search",
      { query: { geo_shape: { place: { indexed_shape: { index: "INDEX", id: ID, path: "definition" } } } } },
    ],
    [
      "queries that fit a document",
      "/FIGURES/_search",
      { query: { percolate: { field: "query", index: "INDEX", id: ID } } },
    ],
    [
      "query that names an index",
      "/FIGURES/_search",
      { query: { term: { _index: "INDEX" } }, aggs: { i: { terms: { field: "_index" } } } },
    ],
    [
      "field that is made up",
      "/FIGURES/_search",
      {
        ...{ query: { term: { secret: SECRET } }, fields: ["secret"] },
        runtime_mappings: { secret: { type: "keyword" } },
      },
    ],
  ]),
];

export const SEARCHES: readonly Way[] = [...BY_NAME, ...OTHERS, ...LOOKUPS];
