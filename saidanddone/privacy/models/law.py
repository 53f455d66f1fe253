"""The choices that the law gives: UK GDPR Articles 6 and 9, and Schedule 1 to the Data Protection Act 2018."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Article6(models.TextChoices):
    """UK GDPR Article 6(1). Point (ea) came in on 5 February 2026 with the Data (Use and Access) Act 2025, section 70."""

    CONSENT = "a", _("6(1)(a) consent")
    CONTRACT = "b", _("6(1)(b) a contract with the person")
    LEGAL_OBLIGATION = "c", _("6(1)(c) a legal obligation")
    VITAL_INTERESTS = "d", _("6(1)(d) somebody’s vital interests")
    PUBLIC_TASK = "e", _("6(1)(e) a task in the public interest")
    RECOGNISED_INTEREST = "ea", _("6(1)(ea) a recognised legitimate interest")
    LEGITIMATE_INTERESTS = "f", _("6(1)(f) legitimate interests")


class Article9(models.TextChoices):
    """UK GDPR Article 9(2)."""

    EXPLICIT_CONSENT = "a", _("9(2)(a) explicit consent")
    EMPLOYMENT = "b", _("9(2)(b) employment, social security and social protection")
    VITAL_INTERESTS = "c", _("9(2)(c) vital interests of somebody who cannot consent")
    NOT_FOR_PROFIT = "d", _("9(2)(d) a not-for-profit body and its own members")
    MADE_PUBLIC = "e", _("9(2)(e) made public by the person")
    LEGAL_CLAIMS = "f", _("9(2)(f) legal claims and courts")
    SUBSTANTIAL_INTEREST = "g", _("9(2)(g) substantial public interest")
    HEALTH_OR_CARE = "h", _("9(2)(h) health or social care")
    PUBLIC_HEALTH = "i", _("9(2)(i) public health")
    RESEARCH = "j", _("9(2)(j) archiving, research and statistics")


class Schedule1(models.IntegerChoices):
    """DPA 2018 Schedule 1, Parts 1 and 2, by paragraph. Paragraph 5 is the requirement of a policy document."""

    EMPLOYMENT = 1, _("paragraph 1, employment, social security and social protection")
    HEALTH_OR_CARE = 2, _("paragraph 2, health or social care purposes")
    PUBLIC_HEALTH = 3, _("paragraph 3, public health")
    RESEARCH = 4, _("paragraph 4, research etc")
    STATUTORY = 6, _("paragraph 6, statutory etc and government purposes")
    JUSTICE = 7, _("paragraph 7, administration of justice and parliamentary purposes")
    EQUALITY = 8, _("paragraph 8, equality of opportunity or treatment")
    DIVERSITY = 9, _("paragraph 9, racial and ethnic diversity at senior levels of organisations")
    UNLAWFUL_ACTS = 10, _("paragraph 10, preventing or detecting unlawful acts")
    DISHONESTY = 11, _("paragraph 11, protecting the public against dishonesty etc")
    REGULATORY = 12, _("paragraph 12, regulatory requirements relating to unlawful acts and dishonesty etc")
    JOURNALISM = 13, _("paragraph 13, journalism etc in connection with unlawful acts and dishonesty etc")
    FRAUD = 14, _("paragraph 14, preventing fraud")
    TERRORIST_FINANCING = 15, _("paragraph 15, suspicion of terrorist financing or money laundering")
    SUPPORT = 16, _("paragraph 16, support for individuals with a particular disability or medical condition")
    COUNSELLING = 17, _("paragraph 17, counselling etc")
    SAFEGUARDING = 18, _("paragraph 18, safeguarding of children and of individuals at risk")
    ECONOMIC = 19, _("paragraph 19, safeguarding of economic well-being of certain individuals")
    INSURANCE = 20, _("paragraph 20, insurance")
    PENSIONS = 21, _("paragraph 21, occupational pensions")
    PARTIES = 22, _("paragraph 22, political parties")
    REPRESENTATIVES = 23, _("paragraph 23, elected representatives responding to requests")
    TO_REPRESENTATIVES = 24, _("paragraph 24, disclosure to elected representatives")
    PRISONERS = 25, _("paragraph 25, informing elected representatives about prisoners")
    JUDGMENTS = 26, _("paragraph 26, publication of legal judgments")
    ANTI_DOPING = 27, _("paragraph 27, anti-doping in sport")
    STANDARDS_IN_SPORT = 28, _("paragraph 28, standards of behaviour in sport")
