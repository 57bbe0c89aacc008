import { tenantOf } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { AppError } from "@/lib/errors";
import type { BoardScope } from "./board-scope";

const MAKER_ROLES = ["admin", "steward", "support"] as const;

/**
 * The board of who asks: an OEM's people see their own, the maker's administrators, stewards and support that of any OEM.
 * @throws AppError `forbidden` (another role, another OEM's).
 */
export function boardScopeOf(
  author: Author,
  wanted: { readonly oemId?: string; readonly plantId?: string } = {},
): BoardScope {
  if (!mayLook(author))
    throw new AppError(
      "forbidden",
      "Expected role oem of an OEM, or support, steward or admin of the maker.",
    );
  const tenant = tenantOf(author);
  if (tenant !== null && wanted.oemId !== undefined && wanted.oemId !== tenant)
    throw new AppError("forbidden", "Expected your own organisation.");
  const scope = { oemId: tenant ?? wanted.oemId ?? null, plantId: wanted.plantId ?? null };
  return scope as BoardScope;
}

function mayLook(author: Author): boolean {
  if (author.kind !== "user") return author.kind === "console";
  const { organisation, roles } = author;
  if (organisation.kind === "oem") return roles.includes("oem");
  return organisation.kind === "maker" && MAKER_ROLES.some((role) => roles.includes(role));
}
