import { describe, expect, it } from "vitest";
import { readWebEnvironment } from "@/lib/env/web";
import { identityOf, identityProvider } from "./identity-provider";

const issuer = "https://id.example/tenant/";
const mapping = { claim: "groups", roles: { fleet: ["operator" as const] }, organisation: "Slipstream" };
const environment = {
  SLIPSTREAM_KAFKA_BROKERS: "127.0.0.1:9092",
  SLIPSTREAM_ELASTICSEARCH_URL: "http://127.0.0.1:9200",
  SLIPSTREAM_ELASTICSEARCH_OPERATIONS_PASSWORD: "x",
  SLIPSTREAM_DATABASE_URL: "postgres://127.0.0.1/x",
  SLIPSTREAM_DATABASE_TENANT_URL: "postgres://127.0.0.1/x",
  NEXTAUTH_SECRET: "s".repeat(32),
  NEXTAUTH_URL: "https://bikes.example",
};
const oidc = {
  SLIPSTREAM_OIDC_ISSUER: issuer,
  SLIPSTREAM_OIDC_CLIENT_ID: "slipstream",
  SLIPSTREAM_OIDC_CLIENT_SECRET: "x",
  SLIPSTREAM_OIDC_ROLES: JSON.stringify(mapping),
};

describe("the identity provider", () => {
  it("is there only where the environment names one", () => {
    expect(identityProvider(readWebEnvironment(environment))).toBeNull();
  });

  it("is asked with every check, at its own address", () => {
    expect(identityProvider(readWebEnvironment({ ...environment, ...oidc }))).toMatchObject({
      wellKnown: "https://id.example/tenant/.well-known/openid-configuration",
      issuer,
      checks: ["pkce", "state", "nonce"],
      idToken: true,
    });
  });
});

describe("whom it says it has there", () => {
  it("is known by issuer and subject, with the roles of the mapped claim", () => {
    const claims = { sub: "s-1", email: "ada@x.example", name: "Ada", groups: ["fleet", "other"] };
    expect(identityOf(claims, issuer, mapping)).toEqual({
      issuer,
      subject: "s-1",
      email: "ada@x.example",
      name: "Ada",
      roles: ["operator"],
      organisation: "Slipstream",
    });
  });

  it("is called by the e-mail address where no name is given, and has no role where none is mapped", () => {
    const claims = { sub: "s-1", email: "ada@x.example" };
    expect(identityOf(claims, issuer, mapping)).toMatchObject({ name: "ada@x.example", roles: [] });
  });

  it.each([
    [{ email: "ada@x.example" }],
    [{ sub: "", email: "ada@x.example" }],
    [{ sub: "s-1" }],
    [{ sub: "s-1", email: "ada" }],
    [{ sub: 7, email: "ada@x.example" }],
    [null],
  ])("is nobody without subject and e-mail address: %j", (claims) => {
    expect(() => identityOf(claims, issuer, mapping)).toThrow();
  });
});
