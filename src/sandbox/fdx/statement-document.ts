import PDFDocument from "pdfkit";
import type { BankProfile } from "../bank-profile.js";
import type { BankAccount } from "../seed/bank-books.js";
import type { BookedEntry } from "../seed/ledger.js";
import { fullName } from "../seed/person.js";
import { maskedNumber } from "./present-account.js";
import type { Statement, StatementContent } from "./statement.js";

type Pdf = InstanceType<typeof PDFDocument>;

const MARGIN = 50;
const COLUMNS = { day: MARGIN, description: 130, amount: 440 } as const;

/** Typesets one statement as PDF. */
export async function statementDocument(
  profile: BankProfile,
  account: BankAccount,
  statement: Statement,
  content: StatementContent,
): Promise<Buffer> {
  const title = `${profile.name} statement ${statement.month}`;
  // A fixed date keeps the bytes the same for the same statement.
  const info = { Title: title, CreationDate: new Date(statement.date) };
  const pdf = new PDFDocument({ size: "LETTER", margin: MARGIN, info });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => {
    pdf.on("end", resolve);
    pdf.on("error", reject);
  });
  pdf.fontSize(18).text(title).moveDown();
  pdf.fontSize(10).text(fullName(account.owner));
  pdf.text(`${account.product.name}, account ${maskedNumber(account)}`).moveDown();
  pdf.text(`Opening balance: ${money(content.openingCents)} ${profile.currency}`).moveDown();
  for (const entry of content.entries) line(pdf, entry);
  pdf.moveDown().text(`Closing balance: ${money(content.closingCents)} ${profile.currency}`, MARGIN);
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

function line(pdf: Pdf, { day, description, direction, cents }: BookedEntry): void {
  // Three columns share a height, so a page break may only happen before the first of them.
  if (pdf.y > pdf.page.height - 2 * MARGIN) pdf.addPage();
  const { y } = pdf;
  pdf.text(day, COLUMNS.day, y);
  pdf.text(description, COLUMNS.description, y, { width: 300, height: 12, ellipsis: true });
  pdf.text(money(direction === "CREDIT" ? cents : -cents), COLUMNS.amount, y, { width: 120, align: "right" });
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}
