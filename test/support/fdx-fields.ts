/**
 * The fields of the FDX 6.4 entities that the sandbox shows, by name; `field:Entity` where a field holds another entity.
 * Names only, inherited ones included.
 */
export const FDX_FIELDS: Readonly<Record<string, string>> = {
  AccountContact: "emails addresses:DeliveryAddress telephones:TelephoneNumber holders:AccountHolder",
  AccountDescriptor:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute",
  AccountHolder:
    "emails addresses:DeliveryAddress telephones:TelephoneNumber dateOfBirth taxId taxIdCountry governmentId customerId type name:CustomerName businessCustomer:BusinessCustomer customerStartDate lastActivityDate accounts:CustomerToAccountRelationship relationship",
  AccountPaymentNetwork:
    "bankId identifier identifierType type transferIn transferOut supportsRequestForPayment transferLimits:TransferLimits bankInstitutionId bankTransitId",
  AnnuityAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId earnedInterest:InterestRate payoutType policyProductType payoutAmount payoutMode payoutStartDate payoutEndDate numberModalPayouts surrenderValue payoutChangePercentage payoutChangeAmount periodCertainType",
  AssetTransferNetwork: "identifier identifierType institutionName institutionId type jointAccount",
  Bills:
    "totalPaymentDue minimumPaymentDue dueDate autoPayEnabled autoPayAmount autoPayDate pastDueAmount lastPaymentAmount lastPaymentDate statementBalance statementDate",
  BusinessCustomer:
    "name registeredAgents:CustomerName registeredId industryCode:IndustryCode domicile:Domicile",
  BusinessName: "name1 name2",
  BuyNowPayLaterAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId balanceAsOf creditLine availableCredit principalBalance currentBalance financeCharges",
  BuyNowPayLaterPurchaseDetails:
    "paymentFrequency paymentFrequencyMultiplier numberOfPayments originalPrincipal transactionPayee:TransactionPayee bills:Bills scheduledPayments:ScheduledPayment chargedInterest:InterestRate purchaseApr purchaseTimestamp",
  BuyNowPayLaterTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem bnplStatus fees nextPaymentAmount nextPaymentDate purchaseDetails:BuyNowPayLaterPurchaseDetails paymentDetails:PaymentDetails outstandingBalance transactionType",
  CardArt: "label imageUri",
  CommercialAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId earnedInterest:InterestRate balanceAsOf openingLedgerBalance closingLedgerBalance currentLedgerBalance openingAvailableBalance currentAvailableBalance closingAvailableBalance nextDayAvailableBalance twoDaysPlusAvailableBalance numberOfOutstandingCredits outstandingCreditsAmount numberOfOutstandingDebits outstandingDebitsAmount transactions:CommercialTransaction commercialBalances:CommercialBalance",
  CommercialBalance: "commercialCode:CommercialCode amount memo",
  CommercialCode: "type code",
  CommercialTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem immediateAvailableBalance nextDayAvailableBalance twoDaysPlusAvailableBalance referenceBankId referenceBranchId referenceCustomerId commercialCode:CommercialCode",
  Contribution:
    "securityId securityIdType employerMatchPercentage employerMatchAmount employeePreTaxAmount employeePreTaxPercentage employeeAfterTaxAmount employeeAfterTaxPercentage employeeDeferPreTaxAmount employeeDeferPreTaxPercentage employeeYearToDate employerYearToDate rolloverContributionPercentage rolloverContributionAmount employeeRothTaxAmount employeeRothTaxPercentage catchUpContribution",
  Currency: "currencyRate currencyCode originalCurrencyCode",
  Customer:
    "emails addresses:DeliveryAddress telephones:TelephoneNumber dateOfBirth taxId taxIdCountry governmentId customerId type name:CustomerName businessCustomer:BusinessCustomer customerStartDate lastActivityDate accounts:CustomerToAccountRelationship",
  CustomerName: "first middle last suffix prefix company",
  CustomerToAccountRelationship: "accountId links relationship",
  DebtSecurity:
    "securityCategory parValue debtType debtClass couponRate couponDate couponMatureFrequency callPrice yieldToCall callDate callType yieldToMaturity bondMaturityDate",
  DeliveryAddress: "line1 line2 line3 city region postalCode country type primary",
  DepositAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId balanceAsOf earnedInterest:InterestRate currentBalance openingDayBalance availableBalance annualPercentageYield interestYtd term maturityDate underArbitration overdraftOptIn overdrafted overdraftProtectionFunded overdraftFundingSources:FundingSource transactions:DepositTransaction",
  DepositTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem transactionType payee checkNumber",
  DigitalWallet:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId balanceAsOf currentBalance earnedInterest:InterestRate openingDayBalance availableBalance annualPercentageYield interestYtd transactions:DigitalWalletTransaction",
  DigitalWalletTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem transactionType payee",
  Domicile: "region country",
  Error: "code message debugMessage",
  FiAttribute: "name value",
  FiPortion: "assetClass percent",
  FundingSource: "accountId accountNumberDisplay accountType institutionName",
  Holding:
    "holdingId securityIds:SecurityId holdingName holdingType holdingSubType positionType heldInAccount description symbol originalPurchaseDate purchasedPrice currentAmortizationFactor currentUnitPrice changeInPrice currentUnitPriceDate units marketValue faceValue averageCost cashAccount rate expirationDate inv401kSource currency:Currency assetClasses:Portion fiAssetClasses:FiPortion fiAttributes:FiAttribute taxLots:TaxLot digitalUnits security",
  IndividualName: "first middle last suffix",
  IndustryCode: "type code",
  InsuranceAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId earnedInterest:InterestRate policyPremium policyPremiumTerm policyStartDate policyStatus policyEndDate policyCoverageAmount transactions:InsuranceTransaction bills:Bills",
  InsuranceTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem transactionType",
  InterestRate: "rate rateAsOf compoundingPeriod priorRate type index",
  InvestmentAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId earnedInterest:InterestRate balanceAsOf allowedCheckWriting allowedOptionTrade currentValue holdings:Holding openOrders:OpenOrder contribution:Contribution vesting:Vesting investmentLoans:InvestmentLoan availableCashBalance margin marginBalance shortBalance rolloverAmount employerName brokerId planId calendarYearFor401K balanceList:InvestmentBalance dailyChange percentageChange transactions:InvestmentTransaction pensionSource:PensionSource",
  InvestmentBalance: "balanceName balanceDescription balanceType balanceValue balanceDate currency:Currency",
  InvestmentLoan:
    "loanId loanDescription initialLoanBalance loanStartDate currentLoanBalance dateAsOf loanRate loanPaymentAmount loanPaymentFrequency loanPaymentInitial loanPaymentsRemaining loanMaturityDate loanInterestToDate loanTotalProjectedInterest loanNextPaymentDate",
  InvestmentTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem transactionType shares faceValue price securityId securityIdType securityType symbol markup commission taxes fees load inv401kSource confirmationNumber fractionalCash incomeType oldUnits splitRatioNumerator splitRatioDenominator newUnits subAccountSec subAccountFund loanId loanPrincipal loanInterest payrollDate priorYearContrib withholding taxExempt gain stateWithholding penalty runningBalance unitPrice units unitType transactionReason accruedInterest transferAction positionType digitalUnits settlementTimestamp",
  LineItem: "description amount checkNumber memo reference imageIds links",
  LineOfCreditAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId bills:Bills scheduledPayments:ScheduledPayment chargedInterest:InterestRate balanceAsOf creditLine availableCredit nextPaymentAmount nextPaymentDate principalBalance currentBalance minimumPaymentAmount lastPaymentAmount lastPaymentDate pastDueAmount lastStmtBalance lastStmtDate statementAmountDueDate purchasesApr advancesApr transfersApr cashAdvanceLimit availableCash financeCharges cardNetwork cardArt:CardArt cashAdvanceBalance transferBalance ppilBalance underArbitration feeSchedule ppilApr balanceTransfersApr targetRateSaleApr transactions:LineOfCreditTransaction",
  LineOfCreditTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem transactionType checkNumber paymentDetails:PaymentDetails",
  LoanAccount:
    "accountCategory accountId error:Error accountType accountNumber accountNumberDisplay productId productName nickname status description accountOpenDate accountCloseDate currency:Currency fiAttributes:FiAttribute parentAccountId lineOfBusiness lineOfBusinessType routingTransitNumber balanceType contact:AccountContact interestRate interestRateType interestRateAsOf priorInterestRate interestRateIndex earlyPenaltyFlag transferIn transferOut billPayStatus micrNumber lastActivityDate rewardProgramId transactionsIncluded domicile:Domicile bankInstitutionId bankTransitId chargedInterest:InterestRate annualPercentageRate balanceAsOf principalBalance escrowBalance originalPrincipal originatingDate loanTerm totalNumberOfPayments nextPaymentAmount nextPaymentDate paymentFrequency compoundingPeriod payOffAmount lastPaymentAmount lastPaymentDate maturityDate interestPaidYearToDate currentSchool loanProviderName transactions:LoanTransaction",
  LoanTransaction:
    "accountId transactionId postedTimestamp transactionTimestamp description transactionPayee:TransactionPayee debitCreditMemo status amount reward:TransactionReward fiAttributes:FiAttribute links accountCategory referenceTransactionId cardNumberDisplay memo category subCategory reference foreignAmount foreignCurrency imageIds lineItem:LineItem transactionType paymentDetails:PaymentDetails",
  MutualFundSecurity:
    "securityCategory mutualFundType unitsStreet unitsUser reinvestDividends reinvestCapitalGains yield yieldAsOfDate",
  OpenOrder:
    "orderId securityId securityIdType symbol description units orderType orderDate unitPrice unitType orderDuration subAccount limitPrice stopPrice inv401kSource",
  OptionSecurity: "securityCategory secured optionType strikePrice expireDate sharesPerContract",
  OtherSecurity: "securityCategory typeDescription",
  PaymentDetails: "principalAmount interestAmount insuranceAmount escrowAmount pmiAmount feesAmount",
  PaymentNetworkOccurrenceTransferLimits: "transferMaxAmount transferRemainingAmount",
  PaymentNetworkTimeframeTransferLimits:
    "resetsOn transferMaxAmount transferRemainingAmount maxOccurrence remainingOccurrence",
  PaymentNetworkTransferLimits:
    "day:PaymentNetworkTimeframeTransferLimits week:PaymentNetworkTimeframeTransferLimits month:PaymentNetworkTimeframeTransferLimits year:PaymentNetworkTimeframeTransferLimits transaction:PaymentNetworkOccurrenceTransferLimits",
  PensionSource: "displayName amount paymentOption asOfDate frequency startDate",
  Portion: "assetClass percent",
  RewardBalance: "name type balance accruedYtd redeemedYtd qualifying fiAttributes:FiAttribute",
  RewardCategory: "rewardProgramId categoryName categoryId multiplier description fiAttributes:FiAttribute",
  RewardMembership:
    "accountIds customerId memberId memberNumber memberTier businessOrConsumer balances:RewardBalance",
  RewardProgram:
    "rewardProgramId programName programUrl memberships:RewardMembership fiAttributes:FiAttribute",
  ScheduledPayment: "amount date type payToPrincipal",
  SecurityId: "id idType",
  Statement: "accountId statementId statementDate description links status",
  StockSecurity: "securityCategory unitsStreet unitsUser reinvestDividends stockType yield yieldAsOfDate",
  SweepSecurity: "securityCategory currentBalance availableBalance balanceAsOf checks",
  TaxLot: "originalPurchaseDate quantity purchasedPrice costBasis currentValue positionType",
  TelephoneNumber: "type country number network primary",
  TransactionPayee:
    "merchantName:BusinessName merchantId individualName:IndividualName address:DeliveryAddress phone:TelephoneNumber",
  TransactionReward: "categoryId accrued adjusted",
  TransferLimits: "out:PaymentNetworkTransferLimits in:PaymentNetworkTransferLimits",
  Vesting:
    "vestingDate symbol strikePrice vestingPercentage otherVestAmount otherVestPercentage vestedBalance unVestedBalance vestedQuantity unVestedQuantity",
};
