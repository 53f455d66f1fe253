from .erasure import Erasure, RetentionRule, SubjectRequest
from .law import Article6, Article9, Schedule1
from .register import Advice, AssessmentPart, Organisation, Purpose, Risk, SignOff

__all__ = [
    "Advice",
    "Article6",
    "Article9",
    "AssessmentPart",
    "Erasure",
    "Organisation",
    "Purpose",
    "RetentionRule",
    "Risk",
    "Schedule1",
    "SignOff",
    "SubjectRequest",
]
