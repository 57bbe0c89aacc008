import { ELASTICSEARCH_USERS, type ElasticsearchUser } from "@/stack/versions";

type IndexKind = "windows" | "state" | "quarantine" | "rides" | "consentedRides" | "figures";
interface Grant {
  readonly kinds: readonly IndexKind[];
  readonly privileges: readonly string[];
}
interface Role {
  readonly cluster: readonly string[];
  readonly grants: readonly Grant[];
}

const ALL: readonly IndexKind[] = ["windows", "state", "quarantine", "rides", "consentedRides", "figures"];
const REFRESH = "indices:admin/refresh*";
/** How many copies new windows will have. */
const SEE_TEMPLATES = "indices:admin/index_template/get";
/** Which windows there are, how large they are, and how many of their readings came late. */
const LIST_WINDOWS = ["view_index_metadata", "indices:monitor/stats*", "indices:data/read/search*"];
const ADD_FIELDS = ["indices:admin/mapping/put", "view_index_metadata"];
const CHANGE_SETTINGS = "indices:admin/settings/update";
/** Write block on and off, and the mark in the mapping that says since when. */
const SEAL = ["indices:admin/block/add*", CHANGE_SETTINGS, ...ADD_FIELDS];

/** What each user may do, and nothing else. */
const ROLES: Readonly<Record<ElasticsearchUser, Role>> = {
  ingest: {
    cluster: [SEE_TEMPLATES],
    grants: [
      {
        kinds: ["windows"],
        privileges: ["create_index", "create", "index", "read", "view_index_metadata", REFRESH],
      },
      { kinds: ["state"], privileges: ["index", "read", "view_index_metadata"] },
      { kinds: ["quarantine"], privileges: ["index", "read", "view_index_metadata", REFRESH] },
    ],
  },
  rides: {
    cluster: [],
    grants: [
      { kinds: ["windows"], privileges: ["read", "view_index_metadata", REFRESH] },
      { kinds: ["state"], privileges: ["read", REFRESH] },
      { kinds: ["rides"], privileges: ["index", "read", "delete", REFRESH] },
    ],
  },
  projection: {
    cluster: [],
    grants: [
      { kinds: ["rides"], privileges: ["read", REFRESH] },
      { kinds: ["consentedRides", "figures"], privileges: ["index", "read", "delete", REFRESH] },
    ],
  },
  operations: {
    cluster: [],
    grants: [
      { kinds: ["windows", "rides"], privileges: ["read"] },
      { kinds: ["state"], privileges: ["read", REFRESH] },
    ],
  },
  analytics: { cluster: [], grants: [{ kinds: ["figures"], privileges: ["read"] }] },
  repair: {
    cluster: [],
    grants: [
      { kinds: ["windows"], privileges: LIST_WINDOWS },
      { kinds: ["quarantine"], privileges: ["index", "read"] },
    ],
  },
  maintenance: {
    cluster: ["monitor"],
    grants: [{ kinds: ALL, privileges: ["read", "index", "delete", "maintenance", "monitor", ...SEAL] }],
  },
  setup: {
    cluster: ["manage_index_templates", "monitor"],
    grants: [
      {
        kinds: ["state", "quarantine", "rides", "consentedRides", "figures"],
        privileges: ["create_index", "view_index_metadata"],
      },
      { kinds: ALL, privileges: ADD_FIELDS },
      { kinds: ["rides"], privileges: [CHANGE_SETTINGS] },
    ],
  },
  /** Of tests: in an installation it may do nothing. */
  suite: { cluster: [], grants: [] },
};

/** Suites look at everything, take away and break. */
const SUITE_IN_TESTS = { cluster: ["all"], anyIndex: ["all"] } as const;

const NAMES: Readonly<Record<IndexKind, string>> = {
  windows: "readings-*",
  state: "state",
  quarantine: "quarantine",
  rides: "rides",
  consentedRides: "consented-rides",
  figures: "figures",
};

/**
 * The content of roles.yml: one role per user, named like it. JSON is YAML.
 * @param namespacePattern of indices: `slipstream`, or `slipstream*` where suites bring namespaces of their own.
 */
export function renderRoles(namespacePattern: string, kind: "local" | "test"): string {
  const role = (user: ElasticsearchUser) => {
    if (user === "suite" && kind === "test") {
      const indices = [{ names: [`${namespacePattern}-*`], privileges: SUITE_IN_TESTS.anyIndex }];
      return { cluster: SUITE_IN_TESTS.cluster, indices };
    }
    const { cluster, grants } = ROLES[user];
    const indices = grants.map(({ kinds, privileges }) => ({
      names: kinds.map((indexKind) => `${namespacePattern}-${NAMES[indexKind]}`),
      privileges,
    }));
    return { cluster, indices };
  };
  return ELASTICSEARCH_USERS.map((user) => `${user}: ${JSON.stringify(role(user))}\n`).join("");
}
