import type { Author } from "@/lib/audit/author";
import type { Role } from "@/lib/domain/actor";

const OF_MAKER: readonly Role[] = ["support", "operator", "platform", "admin", "steward"];
const OF_TENANTS: readonly Role[] = ["support", "operator", "platform", "admin", "oem"];

/** Whether somebody may look up bikes; which ones is another question. */
export function mayLookUp(author: Author): boolean {
  switch (author.kind) {
    case "console":
      return true;
    case "api-client":
      return author.client.scopes.includes("read");
    case "user": {
      const roles = author.organisation.kind === "maker" ? OF_MAKER : OF_TENANTS;
      return roles.some((role) => author.roles.includes(role));
    }
  }
}
