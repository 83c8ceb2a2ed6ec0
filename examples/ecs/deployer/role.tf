resource "aws_iam_role" "deployer" {
  name        = "staging-deployer"
  description = "Deploys the service and its secrets, and opens none"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = var.principals }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

# All that it may do to the secrets: objects, and nothing of key and bucket but a look.
resource "aws_iam_role_policy" "secrets" {
  name   = "secrets"
  role   = aws_iam_role.deployer.id
  policy = file(var.policy_file)
}

resource "aws_iam_role_policy" "state" {
  name = "state"
  role = aws_iam_role.deployer.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FindState"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:${local.partition}:s3:::${var.state_bucket}"
      },
      # With the lock beside it.
      {
        Sid      = "KeepState"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = "arn:${local.partition}:s3:::${var.state_bucket}/staging/ecs.tfstate*"
      },
    ]
  })
}

# And what the example has beside its secrets.
resource "aws_iam_role_policy" "service" {
  name = "service"
  role = aws_iam_role.deployer.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Service"
        Effect = "Allow"
        Action = ["ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService", "ecs:DescribeClusters", "ecs:DescribeServices", "ecs:UpdateService"]
        Resource = [
          "arn:${local.partition}:ecs:${local.here}:cluster/staging",
          "arn:${local.partition}:ecs:${local.here}:service/staging/*",
        ]
      },
      {
        Sid      = "TaskDefinitions"
        Effect   = "Allow"
        Action   = "ecs:RegisterTaskDefinition"
        Resource = "arn:${local.partition}:ecs:${local.here}:task-definition/staging-*:*"
      },
      # AWS knows no single resource for these.
      {
        Sid      = "OfNoResource"
        Effect   = "Allow"
        Action   = ["ecs:CreateCluster", "ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition", "logs:DescribeLogGroups"]
        Resource = "*"
      },
      {
        Sid    = "Log"
        Effect = "Allow"
        Action = ["logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:ListTagsForResource", "logs:PutRetentionPolicy"]
        Resource = [
          "arn:${local.partition}:logs:${local.here}:log-group:/ecs/staging/*",
        ]
      },
      # Roles of tasks are looked at and handed to ECS. To make or change one would be to open.
      {
        Sid      = "LookAtRoles"
        Effect   = "Allow"
        Action   = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
        Resource = local.task_roles
      },
      {
        Sid       = "HandRolesToTasks"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = local.task_roles
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
    ]
  })
}

locals {
  task_roles = [for name in ["staging-api-execution", "staging-api-task"] : "arn:${local.partition}:iam::${local.account}:role/${name}"]
}
