"use server";

import type { Acted } from "@/components/admin/acted";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { webSettings } from "@/lib/auth/settings";
import { removeIssuer } from "@/lib/riders/remove-issuer";
import { setIssuer } from "@/lib/riders/set-issuer";
import { closeOrganisation } from "@/lib/users/close-organisation";
import { CreateOrganisationInput, createOrganisation } from "@/lib/users/create-organisation";
import { renameOrganisation } from "@/lib/users/rename-organisation";
import { reopenOrganisation } from "@/lib/users/reopen-organisation";
import { acted } from "../acted";

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "");

export async function makeTenant(form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/tenants");
  return acted("create-organisation", async () => {
    const asked = { name: textOf(form, "name"), kind: textOf(form, "kind") };
    const input = parseInput(CreateOrganisationInput, asked);
    await createOrganisation(actor, input);
    return { said: `${input.name} is a tenant now.` };
  });
}

export async function rename(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/tenants");
  return acted("rename-organisation", async () => {
    const name = textOf(form, "name");
    await renameOrganisation(actor, { id, name, reason: textOf(form, "reason") });
    return { said: `It is named ${name} now.` };
  });
}

export async function closeTenant(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/tenants");
  return acted("close-organisation", async () => {
    await closeOrganisation(actor, { id, reason: textOf(form, "reason") });
    return { said: "The tenant is closed." };
  });
}

export async function reopenTenant(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/tenants");
  return acted("reopen-organisation", async () => {
    await reopenOrganisation(actor, { id, reason: textOf(form, "reason") });
    return { said: "The tenant is open again." };
  });
}

export async function sayIssuer(organisationId: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/tenants");
  return acted("set-rider-issuer", async () => {
    const said = {
      issuer: textOf(form, "issuer"),
      audience: textOf(form, "audience"),
      keysAddress: textOf(form, "keysAddress"),
      claim: textOf(form, "claim"),
      isRequired: textOf(form, "speak") === "riders",
      mostAgeSeconds: Number(textOf(form, "mostAgeSeconds")),
      reason: textOf(form, "reason"),
    };
    await setIssuer(actor, { organisationId, ...said }, webSettings().SLIPSTREAM_LOCAL_STACK);
    return { said: "Its riders' tokens are taken within five seconds." };
  });
}

export async function dropIssuer(organisationId: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/tenants");
  return acted("remove-rider-issuer", async () => {
    await removeIssuer(actor, { organisationId, reason: textOf(form, "reason") });
    return { said: "No token of its riders is taken any more." };
  });
}
