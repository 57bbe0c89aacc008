import { z } from "zod";
import { ROLES } from "@/lib/domain/actor";
import { DatabaseAddresses } from "./database";
import { readEnvironment } from "./read";
import { ReportZone } from "./reports";
import { StoresEnvironment } from "./stores";
import { TracingEnvironment } from "./tracing";

/** Which claim of an identity provider makes which roles, and whose people they are. */
const ClaimMapping = z.object({
  claim: z.string().min(1),
  roles: z.record(z.string(), z.array(z.enum(ROLES))),
  organisation: z.string().min(1),
});
export type ClaimMapping = z.infer<typeof ClaimMapping>;

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|\[::1\]|localhost)$/;
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "expected JSON" });
    return z.NEVER;
  }
});

const WebEnvironment = StoresEnvironment.extend({
  ...TracingEnvironment.shape,
  /** User `operations`: windows and rides (read), state (read, refresh). */
  SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: z.string().min(1),
  /** User `repair`: decides on the entries of the quarantine, lists windows. Without it the pages of repair say so. */
  SLIPSTREAM_ELASTICSEARCH_REPAIR_PASSWORD: z.string().min(1).optional(),
  /** User `analytics`: published figures (read). Without it the pages of reports say so. */
  SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD: z.string().min(1).optional(),
  SLIPSTREAM_REPORT_ZONE: ReportZone,
  ...DatabaseAddresses.shape,
  NEXTAUTH_SECRET: z.string().min(32),
  /** The service's public address; may be left out in the local stack only. */
  NEXTAUTH_URL: z.url().optional(),
  /** Metrics, loopback only. */
  SLIPSTREAM_WEB_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9465),
  /** Address that the web server listens on; demo accounts need a loopback one. */
  SLIPSTREAM_WEB_HOST: z.string().default("127.0.0.1"),
  /** Proxies in front that append to X-Forwarded-For. */
  SLIPSTREAM_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** PMTiles file of the maps (OpenMapTiles schema), an address or a path on this server. */
  SLIPSTREAM_BASEMAP_URL: z.string().min(1).default("/basemap/liechtenstein.pmtiles"),
  SLIPSTREAM_SERVICE_EPOCH: z.iso.datetime().default("2015-01-01T00:00:00.000Z"),
  /** Where a simulator listens on loopback, and what opens it; in the local stack only. */
  SLIPSTREAM_SIMULATOR_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  SLIPSTREAM_SIMULATOR_TOKEN: z.string().min(20).optional(),
  SLIPSTREAM_OIDC_ISSUER: z.url().optional(),
  SLIPSTREAM_OIDC_CLIENT_ID: z.string().min(1).optional(),
  SLIPSTREAM_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** `{"claim": "groups", "roles": {"fleet-team": ["operator"]}, "organisation": "Slipstream"}` */
  SLIPSTREAM_OIDC_ROLES: Json.pipe(ClaimMapping).optional(),
}).superRefine((settings, context) => {
  const fault = (name: keyof typeof settings, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  if (settings.SLIPSTREAM_LOCAL_STACK && !LOOPBACK.test(settings.SLIPSTREAM_WEB_HOST))
    fault("SLIPSTREAM_WEB_HOST", "expected a loopback address, because the local stack has demo accounts");
  const address = settings.NEXTAUTH_URL;
  if (settings.SLIPSTREAM_LOCAL_STACK && address !== undefined && !LOOPBACK.test(hostOf(address)))
    fault("NEXTAUTH_URL", "expected a loopback host or nothing, because the local stack has demo accounts");
  if (!settings.SLIPSTREAM_LOCAL_STACK && address === undefined)
    fault("NEXTAUTH_URL", "expected the service's public address");
  const simulator = ["SLIPSTREAM_SIMULATOR_PORT", "SLIPSTREAM_SIMULATOR_TOKEN"] as const;
  for (const name of simulator) {
    const isSet = settings[name] !== undefined;
    if (isSet && !settings.SLIPSTREAM_LOCAL_STACK)
      fault(name, "expected nothing, because a simulator runs beside the local stack only");
    if (!isSet && simulator.some((other) => settings[other] !== undefined))
      fault(name, "expected, because the other of port and token is set");
  }
  const oidc = [
    "SLIPSTREAM_OIDC_ISSUER",
    "SLIPSTREAM_OIDC_CLIENT_ID",
    "SLIPSTREAM_OIDC_CLIENT_SECRET",
    "SLIPSTREAM_OIDC_ROLES",
  ] as const;
  if (oidc.some((name) => settings[name] !== undefined))
    for (const name of oidc)
      if (settings[name] === undefined)
        fault(name, "expected, because other SLIPSTREAM_OIDC settings are set");
});
export type WebEnvironment = z.infer<typeof WebEnvironment>;

export const readWebEnvironment = (environment: Environment = process.env): WebEnvironment =>
  readEnvironment(WebEnvironment, environment);
