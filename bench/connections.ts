/**
 * Connections to the bank of every server whose pool can be told: four requests of forty-one calls over a bank that takes
 * its time need a hundred and sixty.
 */
export const BANK_CONNECTIONS = 256;
