import type { RailItem } from "@/components/shell/rail";
import { mayUse, type PageKey } from "@/lib/auth/access";
import type { Actor } from "@/lib/domain/actor";
import { simulatorControls } from "./simulator/simulator-controls";

const PAGES: readonly (RailItem & { readonly href: PageKey })[] = [
  { href: "/map", label: "Map", icon: "map" },
  { href: "/bikes", label: "Bikes", icon: "bikes" },
  { href: "/reports", label: "Reports", icon: "reports" },
  { href: "/registration", label: "Register", icon: "register" },
  { href: "/corrections", label: "Correct", icon: "corrections" },
  { href: "/privacy/consent", label: "Consent", icon: "consent" },
  { href: "/privacy/erasure", label: "Erasure", icon: "erasure" },
  { href: "/privacy/locations", label: "Locations", icon: "locations" },
  { href: "/privacy/queries", label: "Queries", icon: "queries" },
  { href: "/quality", label: "Quality", icon: "quality" },
  { href: "/review", label: "Review", icon: "review" },
  { href: "/questions", label: "Questions", icon: "questions" },
  { href: "/ingest", label: "Ingest", icon: "ingest" },
  { href: "/api-docs", label: "API", icon: "api" },
  { href: "/admin", label: "Admin", icon: "users" },
  { href: "/simulator", label: "Simulator", icon: "simulator" },
];

/** The pages that exist and that this actor may use, in the order of the rail. */
export const navigationOf = (actor: Actor, hasSimulator = simulatorControls() !== null): RailItem[] =>
  PAGES.filter(({ href }) => mayUse(actor, href) && (href !== "/simulator" || hasSimulator));

/** Whether this actor may look up bikes and open what was found. */
export const hasLookup = (actor: Actor): boolean =>
  mayUse(actor, "GET /api/v1/lookup") && mayUse(actor, "/bikes/[bikeId]");
