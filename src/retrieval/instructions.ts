import type { Span } from "../documents/offers.js";

/**
 * What reads like an instruction to a model rather than like a document (indirect prompt injection: Greshake et al. 2023, arXiv 2302.12173): attempts to set aside what was said
 * before, to give a new role, to get at the prompt, to keep something from the user or send it away, marks of chat formats, and characters that aren't seen. It finds
 * the usual wordings, in English, German, Spanish and French; that a text passes says nothing.
 */
export function instructions(text: string): readonly Span[] {
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(({ index, 0: match }): Span => ({ start: index, end: index + match.length })));
  return found.sort((a, b) => a.start - b.start || b.end - a.end).filter(({ start, end }, at, all) => !all.slice(0, at).some((other) => other.start <= start && end <= other.end));
}

const before = "(?:previous|prior|preceding|above|earlier|foregoing|initial|your)";
const told = "(?:instructions?|prompts?|directions?|guidelines?|rules?|commands?|orders?|context|messages?)";

const patterns: readonly RegExp[] = [
  new RegExp(`\\b(?:ignore|disregard|forget|override|bypass|discard|do not follow|don['’]t follow|stop following)\\s+(?:(?:all|any|every|each|of|the|these|those|this|that|my|and|everything|anything|other|${before})\\s+){0,5}${before}\\s+(?:\\w+\\s+){0,2}${told}\\b`, "gi"),
  /\b(?:ignore|disregard|forget)\s+(?:all|any|everything|anything)\s+(?:of\s+)?(?:the\s+|that\s+|you\s+)?(?:above|before|instructions?|you\s+(?:were|have been)\s+told|was\s+said|said)\b/gi,
  /\b(?:vergiss|ignoriere?n?|missachte)\s+(?:sie\s+)?(?:alle|die|deine|ihre|sämtliche)(?:\s+\p{L}+){0,2}\s+(?:anweisungen|instruktionen|regeln|vorgaben)\b/giu,
  /\b(?:ignora|ignore|olvida|olvide)\s+(?:todas\s+)?(?:las|tus|sus)(?:\s+\p{L}+){0,2}\s+(?:instrucciones|reglas|órdenes|indicaciones)\b/giu,
  /\b(?:ignore[zr]?|oublie[zr]?)\s+(?:toutes\s+)?(?:les|tes|vos|ces)(?:\s+\p{L}+){0,2}\s+(?:instructions|règles|consignes)\b/giu,
  /\b(?:you are now|from now on,? you(?: are| will|['’]ll)|you must now|act as if you (?:are|were)|pretend (?:to be|that you are|you are))\s+(?:an?|the|in|my|no longer|not|free|act|answer|respond|obey|ignore|only)\b/gi,
  /\b(?:new|updated|real|actual|secret|hidden|important)\s+(?:system\s+)?(?:instructions?|prompt)\s*(?:for (?:the )?(?:ai|assistant|model|llm|chatbot))?\s*:/gi,
  /\b(?:reveal|print|repeat|show|output|leak|disclose|tell me|give me|send)\s+(?:me\s+|us\s+|back\s+|out\s+)?(?:all\s+(?:of\s+)?)?(?:the|your)\s+(?:\w+\s+){0,2}(?:system (?:prompt|instructions?)|hidden (?:prompt|instructions?)|initial (?:prompt|instructions?))\b/gi,
  /\b(?:do not|don['’]t|never)\s+(?:tell|inform|mention (?:this |it )?to|reveal (?:this |it )?to|alert|warn|notify|let)\s+the\s+(?:user|human|person asking|reader)\b/gi,
  /\b(?:attention|note|message|instructions?)\s+(?:to|for)\s+(?:all\s+|any\s+|the\s+)?(?:ai|llms?|language models?|chatbots?|(?:ai|virtual) (?:assistants?|agents?))\b/gi,
  /\bif you are an?\s+(?:ai|llm|(?:large )?language model|chatbot|ai (?:assistant|agent))\b/gi,
  /\b(?:as|being) an? (?:ai|language model|llm)[^.\n]{0,40}\byou (?:must|should|have to|need to|will)\b/gi,
  /\b(?:developer|dan|god|jailbreak|unrestricted)\s+mode\s+(?:enabled|activated|on)\b/gi,
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant)(?:[ _-](?:prompt|message|instructions?))?>/gi,
  /^[ \t]*(?:#{1,6}[ \t]*)?(?:system|assistant)[ \t]*(?:prompt|message|instructions?)?[ \t]*:[ \t]*(?=\S[^\n]*\b(?:you|ignore|must|always|never)\b)/gim,
  /!\[[^\]]*\]\(\s*https?:\/\/[^)\s]*[?&][^)\s=]*=[^)\s]*(?:\{|\$|%7b|<|\[)[^)]*\)/gi,
  /[\u{E0020}-\u{E007E}]{3,}/gu,
  /[\u202A-\u202E\u2066-\u2069]|[\u200B\u2060-\u2064]{4,}/gu,
];
