import type { Text } from './text.ar.ts';

/** Every word of the service in English. */
export const en: Text = {
  name: 'Contractor permit renewal',
  summary: 'Ask for a further term of your street-works permit, from your phone and without an account.',
  teaser: 'Three numbers from the permit, the reason, and your phone number. Less than two minutes.',
  keywords: [
    'permit',
    'renew',
    'extend',
    'extension',
    'contractor',
    'excavation',
    'digging',
    'street',
    'works',
  ],
  about: {
    what: [
      'If your works are not finished before the permit ends, ask for its renewal here. A renewal adds a term of {term}, counted from the last day of the term before.',
      'You can apply at most {window} before the permit ends, or at most {grace} after it ended.',
    ],
    who: 'The contractor who holds the permit, or someone who applies on the contractor’s behalf.',
    needs: [
      'The contractor number',
      'The permit number and its year, both written on the permit',
      'A Jordanian mobile phone at hand',
    ],
    howLong: 'The decision reaches you within {serviceLevel} of work.',
    howMuch: 'The fee of a renewal is {fee}.',
    free: 'This service is free of charge.',
    steps: [
      'Enter the permit’s numbers: the contractor’s name and the new end date appear.',
      'Choose the reason and give your phone number.',
      'Enter the verification code.',
      'Check the application and submit it.',
    ],
    after: [
      'You get a reference number at once, and by SMS.',
      'A clerk of the municipality examines the application.',
      'You can see where it stands at any time with the reference and the last four digits of your phone.',
    ],
  },
  answers: {
    contractorNumber: {
      label: 'Contractor number',
      hint: 'Digits only, as on the permit',
      required: 'Enter the contractor number as it is on the permit',
    },
    permitNumber: {
      label: 'Permit number',
      hint: 'The number alone, without the year',
      required: 'Enter the permit number as it is on the permit',
    },
    permitYear: {
      label: 'Permit year',
      hint: 'The year beside the permit number, four digits',
      required: 'Enter the permit year',
    },
    reason: { label: 'Reason of the renewal', hint: '', required: 'Choose the reason of the renewal' },
    details: {
      label: 'Details of the reason',
      hint: 'Needed if you chose another reason. Up to {max} characters.',
      required: 'Write the reason, since you chose another reason',
    },
    phone: {
      label: 'Phone number',
      hint: 'A Jordanian mobile number that begins with 077, 078 or 079',
      required: 'Enter your mobile number',
    },
  },
  steps: {
    permit: {
      title: 'Which permit do you want to renew?',
      short: 'Permit',
      intro: 'You will find the three numbers on the permit.',
      button: 'Continue',
    },
    renewal: { title: 'Reason and your phone number', short: 'Renewal', intro: '', button: 'Continue' },
    code: { title: 'Verification code', short: 'Code', intro: '', button: 'Continue' },
    check: {
      title: 'Check your application before you submit it',
      short: 'Check',
      intro: '',
      button: 'Submit the application',
    },
  },
  facts: {
    contractorName: 'Contractor’s name',
    endsOn: 'Valid until',
    wouldEndOn: 'Valid until, if renewed',
    fee: 'Fee of the renewal',
  },
  found: { label: 'Permit', tag: 'Can be renewed' },
  miss: {
    title: 'We found no permit with these numbers',
    check: [
      'Compare the three numbers with the permit, digit by digit.',
      'Write the permit number alone, and the year in its own box.',
      'The year is the one in which the permit was first issued, not that of a renewal.',
    ],
  },
  refusals: {
    'too-early': {
      title: 'It is too early to renew this permit',
      rule: 'The permit is valid until {endsOn}. A renewal may be asked for at most {window} before the end.',
      since: 'This rule holds since {ruleSince}.',
      wayOut: 'Come back on {opensOn} or later.',
    },
    'past-grace': {
      title: 'The time to renew this permit is over',
      rule: 'The permit ended on {endsOn}. A renewal may be asked for within {grace} of the end; the last day was {closedOn}.',
      since: 'This rule holds since {ruleSince}.',
      wayOut: 'Apply for a new permit at the municipality’s permits department.',
    },
    withdrawn: {
      title: 'This permit is withdrawn',
      rule: 'A permit that the municipality has withdrawn is not renewed.',
      since: 'The withdrawal holds from {since}.',
      wayOut: 'To learn the reason or to object, come to the permits department with the permit.',
    },
    suspended: {
      title: 'The contractor is suspended at present',
      rule: 'Permits of a suspended contractor are not renewed.',
      since: 'The suspension holds from {since}.',
      wayOut: 'You can apply once the suspension is lifted. To learn the reason, ask the permits department.',
    },
  },
  alreadyOpen: {
    title: 'A renewal of this permit is already open',
    rule: 'A permit has one open renewal at a time.',
    since: 'The open application was submitted on {since}.',
    wayOut:
      'Follow the open application with its reference and the last four digits of the phone it was submitted with.',
  },
  phonePurpose: 'Used for the verification code and the messages of this application only.',
  declaration:
    'By submitting I declare that this information is true, that I hold the permit or act for its holder, and that the works follow the permit’s conditions.',
  receipt: {
    title: 'We have received your application',
    next: [
      'A clerk of the municipality examines your application.',
      'We send the result to your phone by SMS.',
      'Until the decision, the permit ends when it ends now.',
    ],
  },
  submittedSms: 'We received your renewal {reference}. Decision by {promised}.',
  approvedSms:
    'Application {reference} is approved. Your permit, valid to {until}, is under "Follow an application": {link}',
  refusedSms: 'Application {reference} was refused: {why}. To object, come to the permits department.',
  approved: 'Your permit is renewed from {from} to the end of {until}.',
  refused: 'The permit ends when it did before. Once the reason is settled you can apply anew.',
  row: {
    contractorName: 'Contractor’s name',
    contractorNumber: 'Contractor number',
    type: 'Kind of works',
    location: 'Location',
    term: 'Number of the term',
    validFrom: 'Term begins on',
    validUntil: 'Term ends on',
    withdrawnOn: 'Withdrawn on',
    suspendedOn: 'Contractor suspended on',
  },
  document: {
    title: 'Street works permit',
    facts: {
      permit: 'Permit number and year',
      term: 'Term number',
      contractorName: 'Contractor',
      contractorNumber: 'Contractor number',
      type: 'Works',
      location: 'Site',
      from: 'Valid from',
      until: 'Valid to the end of',
    },
    words: {
      renewed: 'Renewed',
      conditions: 'Conditions',
      reference: 'Decision on application',
      issuedOn: 'Issued on',
      code: 'Document code',
      check: 'To check: scan the code, or type it at',
      qr: 'Code to check this document',
      demo: 'Demonstration: everything is made up, this document has no value',
      signed: 'Signed electronically: any change breaks the signature.',
    },
  },
};
