import type { Portfolio } from '../../portfolio/model.ts';
import { withoutScheme } from '../address.ts';
import type { Label } from './blocks.ts';

/** A way to reach the owner. The kind is for microformats. */
export interface Contact extends Label {
  kind: 'url' | 'profile' | 'email' | 'phone' | 'location';
}

/** How to reach the owner, in display order. The phone number only if the owner publishes it. */
export function contactsOf({ resume: { basics }, phone }: Portfolio): Contact[] {
  const contacts: Contact[] = [];
  if (basics.url) contacts.push({ kind: 'url', text: withoutScheme(basics.url), url: basics.url });
  for (const { url } of basics.profiles) contacts.push({ kind: 'profile', text: withoutScheme(url), url });
  const { email } = basics;
  if (email) contacts.push({ kind: 'email', text: email, url: `mailto:${email}` });
  if (phone) contacts.push({ kind: 'phone', text: phone, url: `tel:${phone.replace(/[^+\d]/g, '')}` });
  const { city, region, countryCode } = basics.location ?? {};
  const location = [city, region, countryCode].filter(Boolean).join(', ');
  if (location !== '') contacts.push({ kind: 'location', text: location, url: null });
  return contacts;
}
