/** How sessions and addresses name the one identity provider. */
export const IDENTITY_PROVIDER = "identity-provider";
