import { randomUUID } from "node:crypto";
import { listAudit } from "@/lib/audit/list-audit";
import { listVerbs } from "@/lib/audit/list-verbs";
import { verifyChain } from "@/lib/audit/verify-chain";
import { createClient } from "@/lib/clients/create-client";
import { listClients } from "@/lib/clients/list-clients";
import { revokeClient } from "@/lib/clients/revoke-client";
import { rotateClient } from "@/lib/clients/rotate-client";
import { getIssuer } from "@/lib/riders/get-issuer";
import { removeIssuer } from "@/lib/riders/remove-issuer";
import { setIssuer } from "@/lib/riders/set-issuer";
import { changePassword } from "@/lib/users/change-password";
import { changeRoles } from "@/lib/users/change-roles";
import { closeOrganisation } from "@/lib/users/close-organisation";
import { createAdministrator } from "@/lib/users/create-administrator";
import { createOrganisation } from "@/lib/users/create-organisation";
import { createUser } from "@/lib/users/create-user";
import { disableByEmail } from "@/lib/users/disable-by-email";
import { disableUser } from "@/lib/users/disable-user";
import { enableUser } from "@/lib/users/enable-user";
import { inviteUser } from "@/lib/users/invite-user";
import { listOrganisations } from "@/lib/users/list-organisations";
import { listUsers } from "@/lib/users/list-users";
import { renameOrganisation } from "@/lib/users/rename-organisation";
import { reopenOrganisation } from "@/lib/users/reopen-organisation";
import { resetPassword } from "@/lib/users/reset-password";
import { whosePassword } from "@/lib/users/whose-password";
import { ADMINS, ALL, PERSONS } from "./admits";
import { PASSWORD } from "./cast";
import type { Step } from "./step";
import type { Target } from "./world";

const reason = "because of the walk";
const admins = { admits: ADMINS, elsewhere: "not-found" } as const;
const own = { elsewhere: "done" } as const;
const person = ({ name }: Target) => ({
  ...{ email: `${randomUUID()}@example.org`, name: "Walked", organisation: `${name} oem` },
  roles: ["oem" as const],
});
const ISSUER = {
  ...{ issuer: "https://login.example.org", audience: "rides", claim: "sub", isRequired: false },
  keysAddress: "https://login.example.org/keys",
};
const newName = () => `Walked ${randomUUID()}`;
const password = PASSWORD;

export const OF_ADMINISTRATION: readonly Step[] = [
  {
    ...admins,
    name: "changeRoles",
    ask: (author, { userId: id }, { maker }) => changeRoles(author, { id, roles: ["oem"], reason }, maker),
  },
  {
    ...admins,
    name: "closeOrganisation",
    ask: (author, { oemId: id }, { maker }) => closeOrganisation(author, { id, reason }, maker),
  },
  {
    ...admins,
    name: "reopenOrganisation",
    ask: (author, { closedFleetId: id }, { maker }) => reopenOrganisation(author, { id, reason }, maker),
  },
  {
    ...admins,
    name: "renameOrganisation",
    ask: (author, { oemId: id }, { maker }) =>
      renameOrganisation(author, { id, name: newName(), reason }, maker),
  },
  {
    ...admins,
    name: "createOrganisation",
    ask: (author, _, { maker }) => createOrganisation(author, { name: newName(), kind: "fleet" }, maker),
  },
  {
    ...admins,
    name: "createAdministrator",
    ask: (author, target, { maker }) =>
      createAdministrator(author, { ...person(target), organisation: "The maker", password }, maker),
  },
  {
    ...admins,
    name: "createUser",
    ask: (author, target, { maker }) => createUser(author, { ...person(target), password }, maker),
  },
  {
    ...admins,
    name: "inviteUser",
    ask: (author, target, { maker }) => inviteUser(author, person(target), maker),
  },
  {
    ...admins,
    name: "disableByEmail",
    ask: (author, { userEmail }, { maker }) => disableByEmail(author, { emails: [userEmail], reason }, maker),
  },
  {
    ...admins,
    name: "disableUser",
    ask: (author, { userId: id }, { maker }) => disableUser(author, { id, reason }, maker),
  },
  {
    ...admins,
    name: "enableUser",
    ask: (author, { disabledUserId: id }, { maker }) => enableUser(author, { id, reason }, maker),
  },
  {
    ...admins,
    name: "resetPassword",
    ask: (author, { userId: id }, { maker }) => resetPassword(author, { id, reason }, maker),
  },
  {
    ...own,
    admits: PERSONS,
    name: "changePassword",
    ask: (author, _, { maker }) =>
      changePassword(author, { current: PASSWORD, password: `${PASSWORD} staple`, address: "::1" }, maker),
  },
  {
    ...own,
    admits: ALL,
    name: "whosePassword",
    ask: (author, _, { maker }) => whosePassword(author, maker),
  },
  {
    ...admins,
    name: "listOrganisations",
    ask: (author, _, { maker }) => listOrganisations(author, {}, maker),
  },
  { ...admins, name: "listUsers", ask: (author, _, { maker }) => listUsers(author, {}, maker) },
  {
    ...admins,
    name: "createClient",
    ask: (author, { name, bikeId }, { maker }) =>
      createClient(
        author,
        { name: "walked", organisation: `${name} oem`, scopes: ["read"], bikes: [bikeId] },
        maker,
      ),
  },
  {
    ...admins,
    name: "revokeClient",
    ask: (author, { clientId: id }, { maker }) => revokeClient(author, { id, reason }, maker),
  },
  {
    ...admins,
    name: "rotateClient",
    ask: (author, { clientId: id }, { maker }) =>
      rotateClient(author, { id, oldKeyEnds: "at-once", reason }, maker),
  },
  {
    ...admins,
    name: "setIssuer",
    ask: (author, { fleetId: organisationId }, { maker }) =>
      setIssuer(author, { organisationId, ...ISSUER, audience: organisationId, reason }, false, maker),
  },
  {
    ...admins,
    name: "removeIssuer",
    ask: (author, { fleetId: organisationId }, { maker }) =>
      removeIssuer(author, { organisationId, reason }, maker),
  },
  {
    ...admins,
    name: "getIssuer",
    ask: (author, { fleetId: organisationId }, { maker }) => getIssuer(author, { organisationId }, maker),
  },
  { ...admins, name: "listClients", ask: (author, _, { maker }) => listClients(author, {}, maker) },
  { ...admins, name: "listAudit", ask: (author, _, { maker }) => listAudit(author, {}, maker) },
  { ...admins, name: "listVerbs", ask: (author, _, { maker }) => listVerbs(author, maker) },
  { ...admins, name: "verifyChain", ask: (author, _, { maker }) => verifyChain(author, maker) },
];
