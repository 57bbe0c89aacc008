import type { Role } from "./actor";

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  /** What the account is for, in a few words. */
  readonly about: string;
}

/** Written on the sign-in page of the local stack; nothing else knows these accounts. */
export const DEMO_PASSWORD = "slipstream-demo";

export const DEMO_ORGANISATIONS = [
  { name: "Slipstream", kind: "maker" },
  { name: "Alpenrad Rheintal", kind: "fleet" },
  { name: "Ried Rental", kind: "fleet" },
  { name: "Unterland Kurier", kind: "fleet" },
  { name: "Dublin Campus Bikes", kind: "fleet" },
  { name: "Veloform", kind: "oem" },
  { name: "Kargon", kind: "oem" },
] as const;

const person = (email: string, name: string, role: Role, organisation: string, about: string) => ({
  email: `${email}@demo.slipstream.example`,
  name,
  organisation,
  roles: [role],
  about,
});

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  person("operator", "Olga Operator", "operator", "Slipstream", "Operator: all bikes"),
  person("rheintal", "Rita Rheintal", "operator", "Alpenrad Rheintal", "Fleet operator: its own bikes"),
  person("dublin", "Declan Dublin", "operator", "Dublin Campus Bikes", "Fleet operator: its own bikes"),
  person("support", "Samir Support", "support", "Slipstream", "Support: positions for a reason"),
  person("platform", "Petra Platform", "platform", "Slipstream", "Platform engineer"),
  person("analyst", "Ana Analyst", "analyst", "Slipstream", "Analyst"),
  person("privacy", "Paul Privacy", "privacy", "Slipstream", "Privacy officer"),
  person("oem", "Otto Oem", "oem", "Veloform", "OEM: registration"),
  person("steward", "Stella Steward", "steward", "Slipstream", "Data steward: contradictions of old data"),
  person("admin", "Ada Admin", "admin", "Slipstream", "Administrator"),
];
