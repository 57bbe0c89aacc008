import type { Author } from "@/lib/audit/author";
import type { UserActor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";

/** Who asks for figures: an analyst of the maker, in person. @throws AppError `forbidden` for all others. */
export function requireAnalyst(author: Author): UserActor {
  if (author.kind === "user" && author.organisation.kind === "maker" && author.roles.includes("analyst"))
    return author;
  throw new AppError("forbidden", "Expected role analyst of the maker.");
}
