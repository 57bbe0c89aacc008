"use server";

import type { Acted } from "@/components/admin/acted";
import { requireActor } from "@/lib/auth/require-actor";
import { ROLES } from "@/lib/domain/actor";
import { changeRoles } from "@/lib/users/change-roles";
import { disableUser } from "@/lib/users/disable-user";
import { enableUser } from "@/lib/users/enable-user";
import { inviteUser } from "@/lib/users/invite-user";
import { resetPassword } from "@/lib/users/reset-password";
import { acted } from "../acted";

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "");
const rolesIn = (form: FormData) => ROLES.filter((role) => form.getAll("roles").includes(role));

export async function invite(form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/users");
  return acted("create-user", async () => {
    const email = textOf(form, "email");
    const person = { email, name: textOf(form, "name"), organisation: textOf(form, "organisation") };
    const { password } = await inviteUser(actor, { ...person, roles: rolesIn(form) });
    return {
      said: `${email} can sign in.`,
      secret: {
        label: "First password",
        text: password,
        about: `${email} signs in with it, and is asked to choose their own.`,
      },
    };
  });
}

export async function setRoles(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/users");
  return acted("change-roles", async () => {
    await changeRoles(actor, { id, roles: rolesIn(form), reason: textOf(form, "reason") });
    return { said: "The roles are changed; open pages have them within a minute." };
  });
}

export async function renewPassword(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/users");
  return acted("reset-password", async () => {
    const text = await resetPassword(actor, { id, reason: textOf(form, "reason") });
    return {
      said: "The password is reset.",
      secret: {
        label: "New password",
        text,
        about: "It replaces the one until now, until they choose their own.",
      },
    };
  });
}

export async function disable(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/users");
  return acted("disable-user", async () => {
    await disableUser(actor, { id, reason: textOf(form, "reason") });
    return { said: "The user is disabled; refused everywhere within a minute." };
  });
}

export async function enable(id: string, form: FormData): Promise<Acted> {
  const actor = await requireActor("/admin/users");
  return acted("enable-user", async () => {
    await enableUser(actor, { id, reason: textOf(form, "reason") });
    return { said: "The user is enabled." };
  });
}
