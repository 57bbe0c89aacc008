import { z } from "zod";
import { ORGANISATION_KINDS, ROLES } from "@/lib/domain/actor";
import { type AddressPart, AddressReader, type Search } from "../read-address";
import { OPEN, oneOfPart, PAGE, textPart } from "./address-parts";

const DAY: AddressPart<string> = {
  form: z.iso.date(),
  expected: "a day, as 2026-11-28",
  instead: "The list is not narrowed by it.",
};
const BEFORE: AddressPart<number> = {
  ...PAGE,
  expected: "the number of an entry",
  form: z.coerce.number().int().min(1),
};

const ORGANISATION = textPart("the name of an organisation");

export function parseUsersSearch(search: Search) {
  const reader = new AddressReader(search);
  const address = {
    q: reader.take("q", textPart("a name or e-mail address"), undefined),
    role: reader.take("role", oneOfPart(ROLES), undefined),
    organisation: reader.take("organisation", ORGANISATION, undefined),
    access: reader.take("access", oneOfPart(["enabled", "disabled"]), undefined),
    page: reader.take("page", PAGE, 1),
    open: reader.take("open", OPEN, undefined),
  };
  return { address, faults: reader.faults() };
}

export function parseTenantsSearch(search: Search) {
  const reader = new AddressReader(search);
  const address = {
    q: reader.take("q", textPart("a name"), undefined),
    kind: reader.take("kind", oneOfPart(ORGANISATION_KINDS), undefined),
    access: reader.take("access", oneOfPart(["open", "closed"]), undefined),
    page: reader.take("page", PAGE, 1),
    open: reader.take("open", OPEN, undefined),
  };
  return { address, faults: reader.faults() };
}

export function parseClientsSearch(search: Search) {
  const reader = new AddressReader(search);
  const address = {
    q: reader.take("q", textPart("a name"), undefined),
    organisation: reader.take("organisation", ORGANISATION, undefined),
    access: reader.take("access", oneOfPart(["open", "revoked"]), undefined),
    page: reader.take("page", PAGE, 1),
    open: reader.take("open", OPEN, undefined),
  };
  return { address, faults: reader.faults() };
}

export function parseAuditSearch(search: Search) {
  const reader = new AddressReader(search);
  const address = {
    actor: reader.take("actor", textPart("the name or e-mail address of who did it"), undefined),
    verb: reader.take("verb", textPart("what was done"), undefined),
    subject: reader.take("subject", textPart("what was changed"), undefined),
    reason: reader.take("reason", textPart("the reason"), undefined),
    from: reader.take("from", DAY, undefined),
    to: reader.take("to", DAY, undefined),
    before: reader.take("before", BEFORE, undefined),
  };
  return { address, faults: reader.faults() };
}
