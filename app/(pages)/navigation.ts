import type { RailItem } from "@/components/shell/rail";
import { mayUse, type PageKey } from "@/lib/auth/access";
import type { Actor } from "@/lib/domain/actor";

const PAGES: readonly (RailItem & { readonly href: PageKey })[] = [
  { href: "/bikes", label: "Bikes", icon: "bikes" },
  { href: "/api-docs", label: "API", icon: "api" },
];

/** The pages that exist and that this actor may use, in the order of the rail. */
export const navigationOf = (actor: Actor): RailItem[] => PAGES.filter(({ href }) => mayUse(actor, href));
