import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { verifyChain } from "@/lib/audit/verify-chain";
import { CreateClientInput, createClient } from "@/lib/clients/create-client";
import { listClients } from "@/lib/clients/list-clients";
import { revokeClient } from "@/lib/clients/revoke-client";
import { closeDatabase, database } from "@/lib/db/client";
import { CHAIN_FAULTS } from "@/lib/domain/chain-faults";
import { formatCount } from "@/lib/format/number";
import { getIssuer } from "@/lib/riders/get-issuer";
import { removeIssuer } from "@/lib/riders/remove-issuer";
import { setIssuer } from "@/lib/riders/set-issuer";
import { createAdministrator } from "@/lib/users/create-administrator";
import { disableByEmail } from "@/lib/users/disable-by-email";
import { findOrganisation } from "@/lib/users/find-organisation";
import { type AdminCommand, type AdminOptions, readAdminCommand } from "./read-admin-command";
import { readSecret } from "./read-secret";

const USAGE = `npm run admin -- create --email you@example.org --name "Your Name" --organisation "Your Company"
    makes the maker's organisation where it is missing, and an administrator; asks for the password
npm run admin -- users disable --email you@example.org,other@example.org --reason WHY
npm run admin -- clients list
npm run admin -- clients create --name NAME --organisation NAME --scopes read,write --sources iot,app --bikes 'LI-*,LI-000123'
    prints the key, once
npm run admin -- clients revoke --id ID --reason WHY
npm run admin -- riders show --organisation NAME
    who signs the tokens of its riders
npm run admin -- riders issuer --organisation NAME --issuer https://… --audience TEXT --keys https://… --reason WHY
    says so: its keys (JWKS) are at --keys; --claim sub is the rider's name there; --speak riders lets nobody but riders
    with a token speak for riders, --speak clients (which is so without it) their clients' keys, too; a token that was issued
    more than --most-age 3600 seconds ago is not taken
npm run admin -- riders remove --organisation NAME --reason WHY
    takes no more tokens
npm run admin -- verify-audit
    hashes the whole audit again; says how many entries it has, or which is the first that does not fit

It needs the environment of the servers; for those on this machine: set -a; . .stack/env; set +a`;

const author: Author = { kind: "console", command: "admin" };

async function run(command: AdminCommand, options: AdminOptions): Promise<void> {
  const given = (name: keyof AdminOptions): string => options[name] ?? "";
  const list = (name: keyof AdminOptions): string[] => given(name).split(",");
  const organisation = (): Promise<string> => findOrganisation(database(), given("organisation"));
  switch (command) {
    case "create": {
      const person = { email: given("email"), name: given("name"), organisation: given("organisation") };
      const password = await readSecret("Password (at least 12 characters): ");
      await createAdministrator(author, { ...person, password }, database());
      return console.log(`${person.email} can sign in as administrator of ${person.organisation}.`);
    }
    case "users disable":
      await disableByEmail(author, { emails: list("email"), reason: given("reason") });
      return console.log("Disabled; refused everywhere within a minute.");
    case "clients list":
      return console.table(
        (await listClients(author)).clients.map(
          ({ scopes, sources, bikes, revokedAt, id, name, organisation }) => ({
            id,
            name,
            organisation,
            scopes: scopes.join(),
            sources: sources.join(),
            bikes: bikes.join(),
            revoked: revokedAt?.toISOString() ?? "",
          }),
        ),
      );
    case "clients create": {
      const input = { name: given("name"), organisation: given("organisation"), bikes: list("bikes") };
      const rights = {
        scopes: list("scopes"),
        sources: options.sources === undefined ? [] : list("sources"),
      };
      const { id, key } = await createClient(author, parseInput(CreateClientInput, { ...input, ...rights }));
      return console.log(`Client ${id}\nKey (shown only now): ${key}`);
    }
    case "verify-audit": {
      const verdict = await verifyChain(author);
      if (verdict.kind === "whole")
        return console.log(
          `Chain whole, ${formatCount(verdict.entries, "entry", "entries")}; the last has the hash ${verdict.lastHash}.`,
        );
      throw new Error(
        `Chain broken at entry ${verdict.id}, which ${CHAIN_FAULTS[verdict.fault]}; ${verdict.entries} before it fit.`,
      );
    }
    case "riders show": {
      const issuer = await getIssuer(author, { organisationId: await organisation() });
      return issuer === null
        ? console.log("Nobody: its clients' keys speak for its riders.")
        : console.table({ ...issuer });
    }
    case "riders issuer": {
      const { speak = "clients", claim = "sub", "most-age": mostAge = "3600" } = options;
      if (speak !== "riders" && speak !== "clients")
        throw new Error(`--speak: expected riders or clients, got ${speak}`);
      await setIssuer(
        author,
        {
          organisationId: await organisation(),
          issuer: given("issuer"),
          audience: given("audience"),
          keysAddress: given("keys"),
          claim,
          isRequired: speak === "riders",
          mostAgeSeconds: Number(mostAge),
          reason: given("reason"),
        },
        process.env.SLIPSTREAM_LOCAL_STACK === "1",
      );
      return console.log("Set; every process knows within five seconds.");
    }
    case "riders remove":
      await removeIssuer(author, { organisationId: await organisation(), reason: given("reason") });
      return console.log("Removed; no token is taken from within five seconds on.");
    case "clients revoke":
      await revokeClient(author, { id: given("id"), reason: given("reason") });
      return console.log("Revoked; refused everywhere within five seconds.");
  }
}

const asked = readAdminCommand(process.argv.slice(2));
switch (asked.kind) {
  case "help":
    console.log(USAGE);
    break;
  case "wrong":
    console.error(`${asked.why}\n\n${USAGE}`);
    process.exitCode = 2;
    break;
  case "run":
    try {
      await run(asked.command, asked.options);
    } catch (fault) {
      console.error(fault instanceof Error ? fault.message : String(fault));
      process.exitCode = 1;
    } finally {
      await closeDatabase();
    }
}
