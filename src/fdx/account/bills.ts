import type { FdxEntity } from "../entity.js";

export const Bills: FdxEntity = {
  name: "Bills",
  description: "A bill or statement of a line of credit: what is due, when, and what was paid last.",
  fields: {
    totalPaymentDue: ["Decimal", "5.2", "What settles the bill in full."],
    minimumPaymentDue: ["Decimal", "5.2", "The least that must be paid by `dueDate`."],
    dueDate: ["Date", "5.2", "The last day to pay."],
    autoPayEnabled: ["Boolean", "5.2", "Whether the provider will draw the payment by itself."],
    autoPayAmount: ["Decimal", "5.2", "How much will be drawn."],
    autoPayDate: ["Date", "5.2", "When it will be drawn."],
    pastDueAmount: ["Decimal", "5.2", "What is overdue from earlier bills."],
    lastPaymentAmount: ["Decimal", "5.2", "The latest payment received."],
    lastPaymentDate: ["Date", "5.2", "When the latest payment was received."],
    statementBalance: ["Decimal", "5.2", "What was owed at the end of the statement period."],
    statementDate: ["Date", "5.2", "The day the statement was made."],
  },
};

export const ScheduledPayment: FdxEntity = {
  name: "ScheduledPayment",
  description: "A payment towards a debt that is set up but not made yet.",
  fields: {
    amount: ["Decimal", "6.4", "How much will be paid."],
    date: ["Date", "6.4", "When it will be paid."],
    type: ["ScheduledPaymentType", "6.4", "How it was set up."],
    payToPrincipal: ["Boolean", "6.4", "Whether all of it reduces the principal."],
  },
};
