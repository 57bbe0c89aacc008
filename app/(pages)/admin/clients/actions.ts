"use server";

import type { Acted } from "@/components/admin/acted";
import { parseInput } from "@/lib/audit/parse-input";
import { requireActor } from "@/lib/auth/require-actor";
import { CreateClientInput, createClient } from "@/lib/clients/create-client";
import { revokeClient } from "@/lib/clients/revoke-client";
import { RotateClientInput, rotateClient } from "@/lib/clients/rotate-client";
import { acted } from "../acted";

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "");

export async function makeClient(form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/clients");
  return acted("create-client", async () => {
    const asked = {
      name: textOf(form, "name"),
      organisation: textOf(form, "organisation"),
      scopes: form.getAll("scopes"),
      sources: form.getAll("sources"),
      bikes: textOf(form, "bikes")
        .split(/[\s,]+/)
        .filter(Boolean),
    };
    const { key } = await createClient(actor, parseInput(CreateClientInput, asked));
    return {
      said: "The client is made.",
      secret: { label: "Key", text: key, about: "The client sends it." },
    };
  });
}

export async function rotate(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/clients");
  return acted("rotate-client", async () => {
    const asked = { id, oldKeyEnds: textOf(form, "oldKeyEnds"), reason: textOf(form, "reason") };
    const text = await rotateClient(actor, parseInput(RotateClientInput, asked));
    return {
      said: "The client has a new key.",
      secret: { label: "New key", text, about: "It replaces the one until now." },
    };
  });
}

export async function revoke(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/clients");
  return acted("revoke-client", async () => {
    await revokeClient(actor, { id, reason: textOf(form, "reason") });
    return { said: "The client is revoked; refused everywhere within five seconds." };
  });
}
