"use server";

import { headers } from "next/headers";
import { z } from "zod";
import type { Acted } from "@/components/admin/acted";
import { parseInput } from "@/lib/audit/parse-input";
import { clientAddress } from "@/lib/auth/client-address";
import { requireActor } from "@/lib/auth/require-actor";
import { webSettings } from "@/lib/auth/settings";
import { changePassword } from "@/lib/users/change-password";
import { acted } from "../admin/acted";

const Typed = z
  .object({ current: z.string(), password: z.string(), repeated: z.string() })
  .refine(({ password, repeated }) => password === repeated, {
    path: ["repeated"],
    error: "expected the new password once more, got another",
  });

/** Gives whoever is signed in the password that they chose. */
export async function choosePassword(form: FormData): Promise<Acted> {
  const actor = await requireActor("/account");
  return acted("change-password", async () => {
    const { current, password } = parseInput(Typed, Object.fromEntries(form));
    const proxies = webSettings().SLIPSTREAM_TRUSTED_PROXIES;
    const address = clientAddress((await headers()).get("x-forwarded-for"), proxies);
    await changePassword(actor, { current, password, address });
    return { said: "Your password is changed. The one until now opens nothing more." };
  });
}
